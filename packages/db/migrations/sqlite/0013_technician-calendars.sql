CREATE TABLE `unit_absence` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`activity_type_id` text,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text NOT NULL,
	`rule` text,
	`last_ends_at` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `unit_absence_unit` ON `unit_absence` (`business_unit_id`,`starts_at`);
CREATE TABLE `team` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`name` text NOT NULL,
	`leader_id` text,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`leader_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `team_owner_unique` ON `team` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `team_name_unique` ON `team` (`business_unit_id`,`name`);
CREATE TABLE `team_member` (
	`business_unit_id` text NOT NULL,
	`team_id` text NOT NULL,
	`technician_id` text NOT NULL,
	PRIMARY KEY(`team_id`, `technician_id`),
	FOREIGN KEY (`business_unit_id`,`team_id`) REFERENCES `team`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`technician_id`,`business_unit_id`) REFERENCES `technician_business_unit`(`technician_id`,`business_unit_id`) ON UPDATE no action ON DELETE no action
);

ALTER TABLE `technician` ADD `phone` text;
ALTER TABLE `technician` ADD `email` text;
ALTER TABLE `technician` ADD `comment` text;
ALTER TABLE `technician` ADD `later_bases` text;
ALTER TABLE `technician` ADD `seasons` text;
ALTER TABLE `technician` ADD `area` text;
ALTER TABLE `absence` ADD `rule` text;
ALTER TABLE `absence` ADD `last_ends_at` integer;
