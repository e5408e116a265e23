CREATE TABLE `access_link` (
	`access_id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`token_hash` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `access_link_token_unique` ON `access_link` (`token_hash`);
CREATE TABLE `sms_day` (
	`business_unit_id` text NOT NULL,
	`date` text NOT NULL,
	`country` text NOT NULL,
	`messages` integer DEFAULT 0 NOT NULL,
	`used` integer DEFAULT 0 NOT NULL,
	`refused` integer DEFAULT 0 NOT NULL,
	PRIMARY KEY(`business_unit_id`, `date`, `country`),
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

ALTER TABLE `business_unit` ADD `sms_countries` text;
ALTER TABLE `business_unit` ADD `sms_per_day` integer DEFAULT 200 NOT NULL;
ALTER TABLE `business_unit` ADD `sms_per_country_and_day` integer DEFAULT 100 NOT NULL;
ALTER TABLE `business_unit` ADD `permanent_links` integer DEFAULT false NOT NULL;
ALTER TABLE `sign_in_challenge` ADD `link_hash` text;
ALTER TABLE `sign_in_challenge` ADD `session_hash` text;
ALTER TABLE `sign_in_challenge` ADD `access_id` text;
CREATE INDEX `sign_in_challenge_link` ON `sign_in_challenge` (`link_hash`);
CREATE INDEX `sign_in_challenge_access` ON `sign_in_challenge` (`access_id`,`created_at`);
ALTER TABLE `portal_session` ADD `remembered` integer DEFAULT false NOT NULL;
ALTER TABLE `portal_session` ADD `proven_at` integer;
ALTER TABLE `portal_session` ADD `device` text;
