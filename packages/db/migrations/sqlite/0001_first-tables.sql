CREATE TABLE `company` (
	`id` text PRIMARY KEY NOT NULL,
	`name` text NOT NULL,
	`created_at` integer NOT NULL
);

CREATE TABLE `business_unit` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`slug` text NOT NULL,
	`name` text NOT NULL,
	`zone` text NOT NULL,
	`languages` text NOT NULL,
	`default_language` text NOT NULL,
	`portal_on` integer NOT NULL,
	`welcome` text NOT NULL,
	`contact_email` text,
	`contact_phone` text,
	`accent_colour` text,
	`channels` text NOT NULL,
	`logo` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `business_unit_slug_unique` ON `business_unit` (`slug`);
CREATE UNIQUE INDEX `business_unit_owner_unique` ON `business_unit` (`company_id`,`id`);
CREATE TABLE `counter` (
	`business_unit_id` text NOT NULL,
	`name` text NOT NULL,
	`value` integer NOT NULL,
	PRIMARY KEY(`business_unit_id`, `name`),
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `staff_user` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`name` text NOT NULL,
	`email` text NOT NULL,
	`phone` text,
	`language` text NOT NULL,
	`password_hash` text,
	`totp_secret` text,
	`totp_last_step` integer,
	`status` text DEFAULT 'active' NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `staff_user_owner_unique` ON `staff_user` (`company_id`,`id`);
CREATE UNIQUE INDEX `staff_user_email_unique` ON `staff_user` (`company_id`,`email`);
CREATE TABLE `staff_role` (
	`company_id` text NOT NULL,
	`staff_user_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`role` text NOT NULL,
	PRIMARY KEY(`staff_user_id`, `business_unit_id`),
	FOREIGN KEY (`company_id`,`staff_user_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `staff_role_business_unit` ON `staff_role` (`business_unit_id`);
CREATE TABLE `staff_session` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`staff_user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	`user_agent` text,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `staff_session_staff_user` ON `staff_session` (`staff_user_id`);
CREATE TABLE `skill` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`code` text NOT NULL,
	`name` text NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `skill_owner_unique` ON `skill` (`company_id`,`id`);
CREATE UNIQUE INDEX `skill_code_unique` ON `skill` (`company_id`,`code`);
CREATE TABLE `technician` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`staff_user_id` text,
	`name` text NOT NULL,
	`colour` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`base_label` text NOT NULL,
	`base_lon` real NOT NULL,
	`base_lat` real NOT NULL,
	`zone` text NOT NULL,
	`weekly_hours` text NOT NULL,
	`commute` text DEFAULT 'working-time' NOT NULL,
	`max_distance` integer,
	`limits` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`staff_user_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `technician_owner_unique` ON `technician` (`company_id`,`id`);
CREATE UNIQUE INDEX `technician_staff_user_unique` ON `technician` (`staff_user_id`);
CREATE TABLE `technician_skill` (
	`company_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`skill_id` text NOT NULL,
	`level` integer NOT NULL,
	PRIMARY KEY(`technician_id`, `skill_id`),
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`skill_id`) REFERENCES `skill`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `technician_business_unit` (
	`company_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	PRIMARY KEY(`technician_id`, `business_unit_id`),
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `technician_business_unit_unit` ON `technician_business_unit` (`business_unit_id`);
CREATE TABLE `technician_exception` (
	`company_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`date` text NOT NULL,
	`hours` text NOT NULL,
	PRIMARY KEY(`technician_id`, `date`),
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `absence` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`reason` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `absence_technician` ON `absence` (`technician_id`,`starts_at`);
CREATE TABLE `customer` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`reference` text NOT NULL,
	`external_reference` text,
	`name` text NOT NULL,
	`kind` text NOT NULL,
	`status` text DEFAULT 'active' NOT NULL,
	`email` text,
	`phone` text,
	`language` text NOT NULL,
	`notes` text DEFAULT '' NOT NULL,
	`opening_hours` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_name` ON `customer` (`business_unit_id`,`name`);
CREATE UNIQUE INDEX `customer_owner_unique` ON `customer` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `customer_reference_unique` ON `customer` (`business_unit_id`,`reference`);
CREATE UNIQUE INDEX `customer_external_reference_unique` ON `customer` (`business_unit_id`,`external_reference`);
CREATE TABLE `address` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`label` text DEFAULT '' NOT NULL,
	`line1` text NOT NULL,
	`line2` text DEFAULT '' NOT NULL,
	`postal_code` text NOT NULL,
	`city` text NOT NULL,
	`country` text NOT NULL,
	`lon` real,
	`lat` real,
	`location` text NOT NULL,
	`zone` text,
	`access_notes` text DEFAULT '' NOT NULL,
	`contact_name` text,
	`contact_phone` text,
	`is_standard` integer DEFAULT false NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "address_location_has_place" CHECK("address"."location" = 'not-located' OR ("address"."lon" IS NOT NULL AND "address"."lat" IS NOT NULL))
);

CREATE UNIQUE INDEX `address_standard_unique` ON `address` (`customer_id`) WHERE "address"."is_standard";
CREATE UNIQUE INDEX `address_owner_unique` ON `address` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `address_customer_unique` ON `address` (`business_unit_id`,`customer_id`,`id`);
CREATE TABLE `access` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`name` text NOT NULL,
	`email` text,
	`phone` text,
	`language` text NOT NULL,
	`enabled` integer DEFAULT true NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `access_email` ON `access` (`email`);
CREATE INDEX `access_phone` ON `access` (`phone`);
CREATE UNIQUE INDEX `access_owner_unique` ON `access` (`business_unit_id`,`id`);
CREATE TABLE `access_customer` (
	`business_unit_id` text NOT NULL,
	`access_id` text NOT NULL,
	`customer_id` text NOT NULL,
	PRIMARY KEY(`access_id`, `customer_id`),
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `access_customer_customer` ON `access_customer` (`customer_id`);
CREATE TABLE `sign_in_identifier` (
	`company_id` text NOT NULL,
	`identifier` text NOT NULL,
	`consecutive_failures` integer DEFAULT 0 NOT NULL,
	`paused_until` integer,
	`disabled_at` integer,
	`last_failure_at` integer,
	PRIMARY KEY(`company_id`, `identifier`),
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `sign_in_identifier_last_failure` ON `sign_in_identifier` (`last_failure_at`);
CREATE TABLE `sign_in_challenge` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`identifier` text NOT NULL,
	`channel` text NOT NULL,
	`purpose` text NOT NULL,
	`language` text NOT NULL,
	`code_mac` text NOT NULL,
	`reference` text NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`network` text NOT NULL,
	`device_hash` text,
	`created_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`used_at` integer,
	`voided_at` integer,
	`decoy` integer NOT NULL,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `sign_in_challenge_identifier` ON `sign_in_challenge` (`company_id`,`identifier`,`created_at`);
CREATE INDEX `sign_in_challenge_network` ON `sign_in_challenge` (`network`,`created_at`);
CREATE TABLE `known_device` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`identifier` text NOT NULL,
	`created_at` integer NOT NULL,
	`last_used_at` integer NOT NULL,
	`consecutive_failures` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`company_id`) REFERENCES `company`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `known_device_identifier` ON `known_device` (`company_id`,`identifier`);
CREATE TABLE `portal_session` (
	`id_hash` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`identifier` text NOT NULL,
	`access_id` text,
	`created_at` integer NOT NULL,
	`last_seen_at` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`ended_at` integer,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `portal_session_access` ON `portal_session` (`access_id`);
CREATE INDEX `portal_session_identifier` ON `portal_session` (`company_id`,`identifier`);
CREATE TABLE `attempt_limit` (
	`key` text PRIMARY KEY NOT NULL,
	`failures` integer DEFAULT 0 NOT NULL,
	`until` integer,
	`last_at` integer NOT NULL
);

CREATE INDEX `attempt_limit_last` ON `attempt_limit` (`last_at`);
CREATE TABLE `activity_type` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`reference` text NOT NULL,
	`name` text NOT NULL,
	`description` text NOT NULL,
	`category` text DEFAULT '' NOT NULL,
	`kind` text NOT NULL,
	`duration` integer NOT NULL,
	`buffer_before` integer DEFAULT 0 NOT NULL,
	`buffer_after` integer DEFAULT 0 NOT NULL,
	`notice` integer NOT NULL,
	`horizon_days` integer NOT NULL,
	`offered_hours` text,
	`step` integer NOT NULL,
	`width` integer NOT NULL,
	`slack` integer DEFAULT 0 NOT NULL,
	`goal` text NOT NULL,
	`minimum_relevance` integer DEFAULT 0 NOT NULL,
	`hold_seconds` integer NOT NULL,
	`maximum_reschedules` integer,
	`position` integer DEFAULT 0 NOT NULL,
	`active` integer DEFAULT true NOT NULL,
	`portal_shown` integer DEFAULT false NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `activity_type_owner_unique` ON `activity_type` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `activity_type_reference_unique` ON `activity_type` (`business_unit_id`,`reference`);
CREATE TABLE `activity_type_skill` (
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`activity_type_id` text NOT NULL,
	`skill_id` text NOT NULL,
	`level` integer NOT NULL,
	PRIMARY KEY(`activity_type_id`, `skill_id`),
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`skill_id`) REFERENCES `skill`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `portal_action` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`activity_type_id` text NOT NULL,
	`kind` text NOT NULL,
	`position` integer DEFAULT 0 NOT NULL,
	`enabled` integer NOT NULL,
	`minimum_notice` integer DEFAULT 0 NOT NULL,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `portal_action_kind_unique` ON `portal_action` (`activity_type_id`,`kind`);
CREATE TABLE `intervention` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`reference` text NOT NULL,
	`external_reference` text,
	`activity_type_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`address_id` text,
	`created_by_access_id` text,
	`status` text NOT NULL,
	`result` text,
	`result_reason` text,
	`confirmed_at` integer,
	`comment` text DEFAULT '' NOT NULL,
	`cancel_reason` text,
	`cancel_details` text,
	`reschedule_count` integer DEFAULT 0 NOT NULL,
	`created_at` integer NOT NULL,
	`closed_at` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`,`address_id`) REFERENCES `address`(`business_unit_id`,`customer_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`created_by_access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `intervention_customer` ON `intervention` (`customer_id`,`created_at`);
CREATE INDEX `intervention_status` ON `intervention` (`business_unit_id`,`status`,`created_at`);
CREATE UNIQUE INDEX `intervention_owner_unique` ON `intervention` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `intervention_reference_unique` ON `intervention` (`business_unit_id`,`reference`);
CREATE UNIQUE INDEX `intervention_external_reference_unique` ON `intervention` (`business_unit_id`,`external_reference`);
CREATE TABLE `part` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`intervention_id` text NOT NULL,
	`position` integer NOT NULL,
	`duration` integer NOT NULL,
	`promise_start` integer,
	`promise_end` integer,
	`zone` text NOT NULL,
	`promise_local` text,
	`open` text,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `part_promise` ON `part` (`business_unit_id`,`promise_start`);
CREATE UNIQUE INDEX `part_owner_unique` ON `part` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `part_position_unique` ON `part` (`intervention_id`,`position`);
CREATE TABLE `hold` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`access_id` text,
	`staff_user_id` text,
	`activity_type_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`address_id` text,
	`intervention_id` text,
	`promise_start` integer NOT NULL,
	`promise_end` integer NOT NULL,
	`expires_at` integer NOT NULL,
	`extended_at` integer,
	`created_at` integer NOT NULL,
	`comment` text DEFAULT '' NOT NULL,
	`offer` text NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`,`address_id`) REFERENCES `address`(`business_unit_id`,`customer_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `hold_access` ON `hold` (`access_id`);
CREATE INDEX `hold_expires` ON `hold` (`expires_at`);
CREATE UNIQUE INDEX `hold_owner_unique` ON `hold` (`business_unit_id`,`id`);
CREATE TABLE `assignment` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`date` text NOT NULL,
	`part_id` text,
	`hold_id` text,
	`position` integer NOT NULL,
	`lon` real,
	`lat` real,
	`zone` text NOT NULL,
	`starts_at` integer NOT NULL,
	`ends_at` integer NOT NULL,
	`earliest` integer NOT NULL,
	`latest` integer NOT NULL,
	`open` text,
	`expires_at` integer,
	`deliberate_overlap` integer DEFAULT false NOT NULL,
	`frozen` integer DEFAULT false NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`technician_id`,`business_unit_id`) REFERENCES `technician_business_unit`(`technician_id`,`business_unit_id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`part_id`) REFERENCES `part`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`hold_id`) REFERENCES `hold`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "assignment_part_or_hold" CHECK(("assignment"."part_id" IS NULL) <> ("assignment"."hold_id" IS NULL)),
	CONSTRAINT "assignment_hold_expires" CHECK(("assignment"."hold_id" IS NULL) = ("assignment"."expires_at" IS NULL)),
	CONSTRAINT "assignment_takes_time" CHECK("assignment"."starts_at" < "assignment"."ends_at"),
	CONSTRAINT "assignment_place_whole" CHECK(("assignment"."lon" IS NULL) = ("assignment"."lat" IS NULL))
);

CREATE INDEX `assignment_day` ON `assignment` (`technician_id`,`date`);
CREATE INDEX `assignment_time` ON `assignment` (`technician_id`,`starts_at`);
CREATE INDEX `assignment_part` ON `assignment` (`part_id`);
CREATE INDEX `assignment_hold` ON `assignment` (`hold_id`);
CREATE TABLE `technician_day` (
	`technician_id` text NOT NULL,
	`date` text NOT NULL,
	`revision` integer DEFAULT 0 NOT NULL,
	`legs` text,
	PRIMARY KEY(`technician_id`, `date`),
	FOREIGN KEY (`technician_id`) REFERENCES `technician`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `travel_time` (
	`profile` text NOT NULL,
	`from_key` text NOT NULL,
	`to_key` text NOT NULL,
	`seconds` integer NOT NULL,
	`metres` integer,
	`fetched_at` integer NOT NULL,
	PRIMARY KEY(`profile`, `from_key`, `to_key`)
);

CREATE TABLE `event` (
	`business_unit_id` text NOT NULL,
	`sequence` integer NOT NULL,
	`at` integer NOT NULL,
	`kind` text NOT NULL,
	`subject_type` text NOT NULL,
	`subject_id` text NOT NULL,
	`actor_type` text NOT NULL,
	`actor_id` text,
	`data` text,
	PRIMARY KEY(`business_unit_id`, `sequence`),
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `event_subject` ON `event` (`business_unit_id`,`subject_type`,`subject_id`,`sequence`);
CREATE TABLE `job` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text,
	`kind` text NOT NULL,
	`payload` text NOT NULL,
	`run_at` integer NOT NULL,
	`state` text DEFAULT 'waiting' NOT NULL,
	`attempts` integer DEFAULT 0 NOT NULL,
	`leased_until` integer,
	`lease_owner` text,
	`last_error` text,
	`dedupe_key` text,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `job_due` ON `job` (`state`,`run_at`);
CREATE UNIQUE INDEX `job_dedupe_key_unique` ON `job` (`dedupe_key`);
CREATE TABLE `message` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`channel` text NOT NULL,
	`kind` text NOT NULL,
	`recipient` text NOT NULL,
	`language` text NOT NULL,
	`subject` text NOT NULL,
	`text` text NOT NULL,
	`html` text,
	`state` text DEFAULT 'queued' NOT NULL,
	`created_at` integer NOT NULL,
	`sent_at` integer,
	`blanked_at` integer,
	`intervention_id` text,
	`valid_if` text,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `message_unit` ON `message` (`business_unit_id`,`created_at`);
CREATE INDEX `message_intervention` ON `message` (`intervention_id`);
CREATE TABLE `idempotency` (
	`actor` text NOT NULL,
	`key` text NOT NULL,
	`request_hash` text NOT NULL,
	`outcome` text,
	`created_at` integer NOT NULL,
	PRIMARY KEY(`actor`, `key`)
);

CREATE INDEX `idempotency_created` ON `idempotency` (`created_at`);
