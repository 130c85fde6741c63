-- `occupancies` is what bookings, sessions and holds take, kept by the triggers below and by nothing else. Whatever writes
-- those rows, by whatever way: two of one trainer never overlap, and no more units of a resource are taken than it has.
-- Between two uses of a trainer the gap is at least the wider of the first one's buffer after and the second one's before,
-- or both when one of them asks for that. Nothing lasts longer than 12 h, no buffer is wider than 4 h.
DROP TRIGGER bookings_no_overlap_on_insert;
--> statement-breakpoint
DROP TRIGGER bookings_no_overlap_on_update;
--> statement-breakpoint
CREATE TRIGGER occupancies_no_overlap BEFORE INSERT ON occupancies
WHEN NEW.is_forced = 0 AND NOT EXISTS (SELECT 1 FROM resources WHERE id = NEW.owner_id)
BEGIN
  SELECT RAISE(ABORT, 'bookings_no_overlap') WHERE EXISTS (
    SELECT 1 FROM occupancies AS other
    WHERE other.owner_id = NEW.owner_id
      AND other.starts_at > NEW.starts_at - 72000000
      AND other.starts_at < NEW.ends_at + 28800000
      AND other.source_id <> NEW.source_id
      AND (other.expires_at IS NULL OR other.expires_at > NEW.decided_at)
      AND CASE WHEN NEW.gap_rule = 'sum' OR other.gap_rule = 'sum'
        THEN other.occupied_from < NEW.occupied_until AND other.occupied_until > NEW.occupied_from
        ELSE (other.starts_at < NEW.occupied_until AND other.ends_at > NEW.occupied_from)
          OR (other.occupied_from < NEW.ends_at AND other.occupied_until > NEW.starts_at) END);
END;
--> statement-breakpoint
-- Units in use rise only where a use starts, so it is enough to look there.
CREATE TRIGGER occupancies_no_overbooking BEFORE INSERT ON occupancies
WHEN NEW.is_forced = 0 AND EXISTS (SELECT 1 FROM resources WHERE id = NEW.owner_id)
BEGIN
  SELECT RAISE(ABORT, 'resources_no_overbooking') WHERE EXISTS (
    SELECT 1 FROM (
      SELECT NEW.starts_at AS at
      UNION ALL
      SELECT starts_at FROM occupancies
      WHERE owner_id = NEW.owner_id AND starts_at > NEW.starts_at AND starts_at < NEW.ends_at) AS point
    WHERE NEW.units + (
        SELECT coalesce(sum(other.units), 0) FROM occupancies AS other
        WHERE other.owner_id = NEW.owner_id
          AND other.starts_at > point.at - 72000000
          AND other.starts_at <= point.at
          AND other.ends_at > point.at
          AND other.source_id <> NEW.source_id
          AND (other.expires_at IS NULL OR other.expires_at > NEW.decided_at))
      > (SELECT units FROM resources WHERE id = NEW.owner_id));
END;
--> statement-breakpoint
CREATE TRIGGER bookings_occupy_on_insert AFTER INSERT ON bookings
WHEN NEW.status NOT IN ('cancelled', 'declined', 'expired')
BEGIN
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NEW.expires_at, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.session_id IS NULL AND NEW.guest_position = 0;
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NEW.expires_at, NEW.override_reason IS NOT NULL, NEW.status_at
    FROM json_each(NEW.takes);
END;
--> statement-breakpoint
-- Only when what it takes changes: whatever staff forced beside it since stays possible.
CREATE TRIGGER bookings_occupy_on_update AFTER UPDATE ON bookings
WHEN OLD.starts_at IS NOT NEW.starts_at OR OLD.ends_at IS NOT NEW.ends_at OR OLD.occupied_from IS NOT NEW.occupied_from OR
  OLD.occupied_until IS NOT NEW.occupied_until OR OLD.gap_rule IS NOT NEW.gap_rule OR OLD.takes IS NOT NEW.takes OR
  OLD.trainer_id IS NOT NEW.trainer_id OR OLD.session_id IS NOT NEW.session_id OR OLD.guest_position IS NOT NEW.guest_position OR
  OLD.expires_at IS NOT NEW.expires_at OR (OLD.status NOT IN ('cancelled', 'declined', 'expired')) <> (NEW.status NOT IN ('cancelled', 'declined', 'expired'))
BEGIN
  DELETE FROM occupancies WHERE source_id = NEW.id;
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NEW.expires_at, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.session_id IS NULL AND NEW.guest_position = 0 AND NEW.status NOT IN ('cancelled', 'declined', 'expired');
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NEW.expires_at, NEW.override_reason IS NOT NULL, NEW.status_at
    FROM json_each(NEW.takes) WHERE NEW.status NOT IN ('cancelled', 'declined', 'expired');
END;
--> statement-breakpoint
CREATE TRIGGER sessions_occupy_on_insert AFTER INSERT ON sessions
WHEN NEW.status <> 'cancelled'
BEGIN
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.status = 'scheduled';
  INSERT INTO occupancies
    SELECT NEW.second_trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.status <> 'cancelled' AND NEW.second_trainer_id IS NOT NULL;
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    FROM json_each(NEW.takes);
END;
--> statement-breakpoint
CREATE TRIGGER sessions_occupy_on_update AFTER UPDATE ON sessions
WHEN OLD.starts_at IS NOT NEW.starts_at OR OLD.ends_at IS NOT NEW.ends_at OR OLD.occupied_from IS NOT NEW.occupied_from OR
  OLD.occupied_until IS NOT NEW.occupied_until OR OLD.gap_rule IS NOT NEW.gap_rule OR OLD.takes IS NOT NEW.takes OR
  OLD.trainer_id IS NOT NEW.trainer_id OR OLD.second_trainer_id IS NOT NEW.second_trainer_id OR
  (OLD.status <> NEW.status AND NOT (OLD.status = 'scheduled' AND NEW.status = 'needs_trainer'))
BEGIN
  DELETE FROM occupancies WHERE source_id = NEW.id;
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.status = 'scheduled';
  INSERT INTO occupancies
    SELECT NEW.second_trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    WHERE NEW.status <> 'cancelled' AND NEW.second_trainer_id IS NOT NULL;
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NULL, NEW.override_reason IS NOT NULL, NEW.status_at
    FROM json_each(NEW.takes) WHERE NEW.status <> 'cancelled';
END;
--> statement-breakpoint
-- Its rooms are not taken anew: staff may have forced something into them since.
CREATE TRIGGER sessions_free_trainer AFTER UPDATE ON sessions
WHEN OLD.status = 'scheduled' AND NEW.status = 'needs_trainer'
BEGIN
  DELETE FROM occupancies
    WHERE source_id = NEW.id AND owner_id = OLD.trainer_id AND owner_id IS NOT NEW.second_trainer_id;
END;
--> statement-breakpoint
CREATE TRIGGER sessions_free_on_delete AFTER DELETE ON sessions
BEGIN
  DELETE FROM occupancies WHERE source_id = OLD.id;
END;
--> statement-breakpoint
CREATE TRIGGER holds_occupy_on_insert AFTER INSERT ON holds
WHEN NEW.status = 'active'
BEGIN
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NEW.expires_at, 0, NEW.status_at
    WHERE NEW.session_id IS NULL;
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NEW.expires_at, 0, NEW.status_at
    FROM json_each(NEW.takes);
END;
--> statement-breakpoint
CREATE TRIGGER holds_occupy_on_update AFTER UPDATE ON holds
WHEN OLD.starts_at IS NOT NEW.starts_at OR OLD.ends_at IS NOT NEW.ends_at OR OLD.occupied_from IS NOT NEW.occupied_from OR
  OLD.occupied_until IS NOT NEW.occupied_until OR OLD.gap_rule IS NOT NEW.gap_rule OR OLD.takes IS NOT NEW.takes OR
  OLD.trainer_id IS NOT NEW.trainer_id OR OLD.session_id IS NOT NEW.session_id OR OLD.expires_at IS NOT NEW.expires_at OR OLD.status <> NEW.status
BEGIN
  DELETE FROM occupancies WHERE source_id = NEW.id;
  INSERT INTO occupancies
    SELECT NEW.trainer_id, NEW.id, NEW.starts_at, NEW.ends_at, NEW.occupied_from, NEW.occupied_until, NEW.gap_rule,
      1, NEW.expires_at, 0, NEW.status_at
    WHERE NEW.session_id IS NULL AND NEW.status = 'active';
  INSERT INTO occupancies
    SELECT value ->> '$.id', NEW.id, value ->> '$.from', value ->> '$.until', value ->> '$.from', value ->> '$.until', 'sum',
      value ->> '$.units', NEW.expires_at, 0, NEW.status_at
    FROM json_each(NEW.takes) WHERE NEW.status = 'active';
END;
--> statement-breakpoint
CREATE TRIGGER holds_free_on_delete AFTER DELETE ON holds
BEGIN
  DELETE FROM occupancies WHERE source_id = OLD.id;
END;
--> statement-breakpoint
-- A session has no more bookings and holds than places. Fewer places afterwards leave everybody where they are.
CREATE TRIGGER bookings_no_overbooking_on_insert BEFORE INSERT ON bookings
WHEN NEW.session_id IS NOT NULL AND NEW.override_reason IS NULL AND NEW.status NOT IN ('cancelled', 'declined', 'expired')
BEGIN
  SELECT RAISE(ABORT, 'sessions_no_overbooking')
  WHERE 1 + (SELECT count(*) FROM bookings AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status NOT IN ('cancelled', 'declined', 'expired')
          AND (other.expires_at IS NULL OR other.expires_at > NEW.status_at))
      + (SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status = 'active' AND other.expires_at > NEW.status_at)
      > coalesce((SELECT capacity FROM sessions WHERE id = NEW.session_id AND status <> 'cancelled'), 0);
END;
--> statement-breakpoint
CREATE TRIGGER bookings_no_overbooking_on_update BEFORE UPDATE ON bookings
WHEN NEW.session_id IS NOT NULL AND NEW.override_reason IS NULL AND NEW.status NOT IN ('cancelled', 'declined', 'expired')
  AND (OLD.session_id IS NOT NEW.session_id OR OLD.expires_at IS NOT NEW.expires_at OR OLD.status IN ('cancelled', 'declined', 'expired'))
BEGIN
  SELECT RAISE(ABORT, 'sessions_no_overbooking')
  WHERE 1 + (SELECT count(*) FROM bookings AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status NOT IN ('cancelled', 'declined', 'expired')
          AND (other.expires_at IS NULL OR other.expires_at > NEW.status_at))
      + (SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status = 'active' AND other.expires_at > NEW.status_at)
      > coalesce((SELECT capacity FROM sessions WHERE id = NEW.session_id AND status <> 'cancelled'), 0);
END;
--> statement-breakpoint
CREATE TRIGGER holds_no_overbooking BEFORE INSERT ON holds
WHEN NEW.session_id IS NOT NULL AND NEW.status = 'active'
BEGIN
  SELECT RAISE(ABORT, 'sessions_no_overbooking')
  WHERE NEW.quantity + (SELECT count(*) FROM bookings AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status NOT IN ('cancelled', 'declined', 'expired')
          AND (other.expires_at IS NULL OR other.expires_at > NEW.status_at))
      + (SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status = 'active' AND other.expires_at > NEW.status_at)
      > coalesce((SELECT capacity FROM sessions WHERE id = NEW.session_id AND status <> 'cancelled'), 0);
END;
--> statement-breakpoint
CREATE TRIGGER holds_no_overbooking_on_update BEFORE UPDATE ON holds
WHEN NEW.session_id IS NOT NULL AND NEW.status = 'active'
  AND (OLD.session_id IS NOT NEW.session_id OR OLD.expires_at <> NEW.expires_at OR OLD.status <> 'active' OR OLD.quantity < NEW.quantity)
BEGIN
  SELECT RAISE(ABORT, 'sessions_no_overbooking')
  WHERE NEW.quantity + (SELECT count(*) FROM bookings AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status NOT IN ('cancelled', 'declined', 'expired')
          AND (other.expires_at IS NULL OR other.expires_at > NEW.status_at))
      + (SELECT coalesce(sum(other.quantity), 0) FROM holds AS other
        WHERE other.session_id = NEW.session_id AND other.id <> NEW.id
          AND other.status = 'active' AND other.expires_at > NEW.status_at)
      > coalesce((SELECT capacity FROM sessions WHERE id = NEW.session_id AND status <> 'cancelled'), 0);
END;
--> statement-breakpoint
CREATE TRIGGER policy_versions_keep_history BEFORE UPDATE ON policy_versions
BEGIN
  SELECT RAISE(ABORT, 'policy_versions_keep_history');
END;
--> statement-breakpoint
UPDATE bookings SET status_at = created_at;
--> statement-breakpoint
INSERT INTO occupancies
  SELECT trainer_id, id, starts_at, ends_at, occupied_from, occupied_until, gap_rule, 1, NULL, 0, status_at
  FROM bookings WHERE status = 'confirmed';
