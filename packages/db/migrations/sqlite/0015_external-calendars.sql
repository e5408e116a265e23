CREATE TABLE `external_calendar` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`kind` text NOT NULL,
	`name` text NOT NULL,
	`host` text NOT NULL,
	`sealed` text NOT NULL,
	`stale_after` integer NOT NULL,
	`problem` text,
	`problem_line` integer,
	`last_read_at` integer NOT NULL,
	`stale_at` integer NOT NULL,
	`last_tried_at` integer NOT NULL,
	`next_read_at` integer NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`version` text,
	`stale_told_at` integer,
	`created_at` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `external_calendar_technician` ON `external_calendar` (`technician_id`);
CREATE INDEX `external_calendar_due` ON `external_calendar` (`next_read_at`);
CREATE INDEX `external_calendar_stale` ON `external_calendar` (`stale_at`);
CREATE UNIQUE INDEX `external_calendar_owner_unique` ON `external_calendar` (`company_id`,`id`);
CREATE TABLE `external_event` (
	`company_id` text NOT NULL,
	`calendar_id` text NOT NULL,
	`position` integer NOT NULL,
	`technician_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`lon` real,
	`lat` real,
	PRIMARY KEY(`calendar_id`, `position`),
	FOREIGN KEY (`company_id`,`calendar_id`) REFERENCES `external_calendar`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `external_event_technician` ON `external_event` (`technician_id`,`starts_at`);
CREATE TABLE `technician_feed` (
	`technician_id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `technician_feed_token_unique` ON `technician_feed` (`token_hash`);
