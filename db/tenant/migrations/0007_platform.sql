CREATE TABLE `plan_limits` (
	`key` text PRIMARY KEY NOT NULL,
	`value` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `support_visits` (
	`id` text PRIMARY KEY NOT NULL,
	`operator` text NOT NULL,
	`operator_name` text NOT NULL,
	`reason` text NOT NULL,
	`secret_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`entered_at` integer,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`writes_allowed_at` integer,
	`writes_allowed_by` text,
	FOREIGN KEY (`writes_allowed_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `support_visits_secret_hash_unique` ON `support_visits` (`secret_hash`);--> statement-breakpoint
CREATE TABLE `usage_counts` (
	`key` text NOT NULL,
	`period` text NOT NULL,
	`count` integer NOT NULL,
	PRIMARY KEY(`key`, `period`)
);
--> statement-breakpoint
-- How much there is of what a plan limits, counted where it changes; of months what was made in them, whatever became of it.
CREATE TRIGGER trainers_used_by_new AFTER INSERT ON trainers WHEN NEW.status = 'active'
BEGIN
  INSERT INTO usage_counts (key, period, count) VALUES ('trainers', '', 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + 1 WHERE key = 'trainers' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER trainers_used_by_changed AFTER UPDATE OF status ON trainers
WHEN (NEW.status = 'active') <> (OLD.status = 'active')
BEGIN
  UPDATE usage_counts SET count = count + (NEW.status = 'active') - (OLD.status = 'active')
  WHERE key = 'trainers' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER trainers_used_by_deleted AFTER DELETE ON trainers WHEN OLD.status = 'active'
BEGIN
  UPDATE usage_counts SET count = count - 1 WHERE key = 'trainers' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER clients_used_by_new AFTER INSERT ON clients WHEN NEW.erased_at IS NULL AND NEW.merged_into_id IS NULL
BEGIN
  INSERT INTO usage_counts (key, period, count) VALUES ('clients', '', 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + 1 WHERE key = 'clients' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER clients_used_by_changed AFTER UPDATE OF erased_at, merged_into_id ON clients
WHEN (NEW.erased_at IS NULL AND NEW.merged_into_id IS NULL) <> (OLD.erased_at IS NULL AND OLD.merged_into_id IS NULL)
BEGIN
  UPDATE usage_counts SET count = count + (NEW.erased_at IS NULL AND NEW.merged_into_id IS NULL)
    - (OLD.erased_at IS NULL AND OLD.merged_into_id IS NULL)
  WHERE key = 'clients' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER clients_used_by_deleted AFTER DELETE ON clients WHEN OLD.erased_at IS NULL AND OLD.merged_into_id IS NULL
BEGIN
  UPDATE usage_counts SET count = count - 1 WHERE key = 'clients' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER domains_used_by_new AFTER INSERT ON own_domains
BEGIN
  INSERT INTO usage_counts (key, period, count) VALUES ('domains', '', 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + 1 WHERE key = 'domains' AND period = '';
END;
--> statement-breakpoint
CREATE TRIGGER domains_used_by_deleted AFTER DELETE ON own_domains
BEGIN
  UPDATE usage_counts SET count = count - 1 WHERE key = 'domains' AND period = '';
END;
--> statement-breakpoint
-- What was taken over from elsewhere, or is made up, was not booked here.
CREATE TRIGGER bookings_used AFTER INSERT ON bookings WHEN NEW.source NOT IN ('import', 'seed')
BEGIN
  INSERT INTO usage_counts (key, period, count)
  VALUES ('bookings_per_month', strftime('%Y-%m', NEW.created_at / 1000, 'unixepoch'), 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + 1
  WHERE key = 'bookings_per_month' AND period = strftime('%Y-%m', NEW.created_at / 1000, 'unixepoch');
END;
--> statement-breakpoint
-- Only samples are ever deleted.
CREATE TRIGGER bookings_unused AFTER DELETE ON bookings WHEN OLD.source NOT IN ('import', 'seed')
BEGIN
  UPDATE usage_counts SET count = count - 1
  WHERE key = 'bookings_per_month' AND period = strftime('%Y-%m', OLD.created_at / 1000, 'unixepoch');
  DELETE FROM usage_counts
  WHERE key = 'bookings_per_month' AND period = strftime('%Y-%m', OLD.created_at / 1000, 'unixepoch') AND count <= 0;
END;
--> statement-breakpoint
CREATE TRIGGER sms_used_first AFTER INSERT ON sms_counts WHEN NEW.scope = 'studio'
BEGIN
  INSERT INTO usage_counts (key, period, count) VALUES ('sms_per_month', substr(NEW.day_on, 1, 7), 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + NEW.count WHERE key = 'sms_per_month' AND period = substr(NEW.day_on, 1, 7);
END;
--> statement-breakpoint
CREATE TRIGGER sms_used_more AFTER UPDATE OF count ON sms_counts WHEN NEW.scope = 'studio'
BEGIN
  INSERT INTO usage_counts (key, period, count) VALUES ('sms_per_month', substr(NEW.day_on, 1, 7), 0) ON CONFLICT DO NOTHING;
  UPDATE usage_counts SET count = count + NEW.count - OLD.count
  WHERE key = 'sms_per_month' AND period = substr(NEW.day_on, 1, 7);
END;
--> statement-breakpoint
INSERT INTO usage_counts (key, period, count)
SELECT 'trainers', '', count(*) FROM trainers WHERE status = 'active'
UNION ALL SELECT 'clients', '', count(*) FROM clients WHERE erased_at IS NULL AND merged_into_id IS NULL
UNION ALL SELECT 'domains', '', count(*) FROM own_domains
UNION ALL SELECT 'bookings_per_month', strftime('%Y-%m', created_at / 1000, 'unixepoch') AS month, count(*) FROM bookings
  WHERE source NOT IN ('import', 'seed') GROUP BY month
UNION ALL SELECT 'sms_per_month', substr(day_on, 1, 7) AS month, sum(count) FROM sms_counts
  WHERE scope = 'studio' GROUP BY month;
--> statement-breakpoint
-- More than the plan allows is not written, by whatever way it comes; what is there already stays. The owners are told once a
-- month when it is nearly all, and once when it is all.
CREATE TRIGGER usage_within_plan AFTER UPDATE OF count ON usage_counts WHEN NEW.count > OLD.count
BEGIN
  SELECT CASE NEW.key
    WHEN 'trainers' THEN RAISE(ABORT, 'limit:trainers')
    WHEN 'clients' THEN RAISE(ABORT, 'limit:clients')
    WHEN 'domains' THEN RAISE(ABORT, 'limit:domains')
    WHEN 'sms_per_month' THEN RAISE(ABORT, 'limit:sms_per_month')
    ELSE RAISE(ABORT, 'limit:bookings_per_month') END
  FROM plan_limits WHERE key = NEW.key AND value < NEW.count;
  INSERT INTO messages (id, user_id, booking_version, kind, channel, recipient, locale, planned_at, details)
  SELECT 'msg_plan_' || near.key || '_' || near.month || '_' || near.percent || '_' || users.id AS message_id, users.id, near.at,
    'plan_limit_near', 'email', users.email, users.locale, near.at,
    json_object('key', near.key, 'percent', near.percent, 'count', NEW.count, 'most', near.most)
  FROM (
    SELECT key, value AS most, CASE WHEN NEW.count >= value THEN 100 ELSE 80 END AS percent,
      CASE NEW.period WHEN '' THEN strftime('%Y-%m', 'now') ELSE NEW.period END AS month, unixepoch() * 1000 AS at
    FROM plan_limits WHERE key = NEW.key
  ) AS near
  JOIN staff ON staff.role = 'owner' AND staff.status = 'active'
  JOIN users ON users.id = staff.user_id
  WHERE NEW.count * 100 >= near.most * near.percent AND OLD.count * 100 < near.most * near.percent
    AND NOT EXISTS (SELECT 1 FROM messages WHERE messages.id = message_id);
END;
