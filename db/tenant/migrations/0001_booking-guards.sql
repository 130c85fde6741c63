-- Whatever writes a booking, by whatever way: two confirmed bookings of one trainer never overlap, buffers included.
-- Between two bookings the gap is at least the wider of the first one's buffer after and the second one's before.
-- No booking starts more than 12 h (longest service) + 4 h (widest buffer) before one it can meet.
CREATE TRIGGER bookings_no_overlap_on_insert BEFORE INSERT ON bookings WHEN NEW.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'bookings_no_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.trainer_id = NEW.trainer_id
      AND other.starts_at > NEW.starts_at - 57600000
      AND other.starts_at < NEW.ends_at + 14400000
      AND other.status = 'confirmed'
      AND other.id <> NEW.id
      AND ((other.starts_at < NEW.occupied_until AND other.ends_at > NEW.occupied_from)
        OR (other.occupied_from < NEW.ends_at AND other.occupied_until > NEW.starts_at)));
END;
--> statement-breakpoint
CREATE TRIGGER bookings_no_overlap_on_update
BEFORE UPDATE OF trainer_id, starts_at, ends_at, occupied_from, occupied_until, status ON bookings
WHEN NEW.status = 'confirmed'
BEGIN
  SELECT RAISE(ABORT, 'bookings_no_overlap') WHERE EXISTS (
    SELECT 1 FROM bookings AS other
    WHERE other.trainer_id = NEW.trainer_id
      AND other.starts_at > NEW.starts_at - 57600000
      AND other.starts_at < NEW.ends_at + 14400000
      AND other.status = 'confirmed'
      AND other.id <> NEW.id
      AND ((other.starts_at < NEW.occupied_until AND other.ends_at > NEW.occupied_from)
        OR (other.occupied_from < NEW.ends_at AND other.occupied_until > NEW.starts_at)));
END;
--> statement-breakpoint
CREATE TRIGGER bookings_keep_history BEFORE DELETE ON bookings
BEGIN
  SELECT RAISE(ABORT, 'bookings_keep_history');
END;
