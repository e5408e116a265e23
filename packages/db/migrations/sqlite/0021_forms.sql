CREATE TABLE `form` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`activity_type_id` text,
	`owner_id` text NOT NULL,
	`purpose` text NOT NULL,
	`version` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`) REFERENCES `business_unit`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE UNIQUE INDEX `form_owner_unique` ON `form` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `form_purpose_unique` ON `form` (`owner_id`,`purpose`);
CREATE TABLE `form_version` (
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`definition` text NOT NULL,
	`created_at` integer NOT NULL,
	`staff_user_id` text,
	PRIMARY KEY(`form_id`, `version`),
	FOREIGN KEY (`form_id`) REFERENCES `form`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `form_submission` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`intervention_id` text,
	`access_id` text,
	`state` text NOT NULL,
	`answers` text NOT NULL,
	`source` text NOT NULL,
	`staff_user_id` text,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`form_id`) REFERENCES `form`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`form_id`,`version`) REFERENCES `form_version`(`form_id`,`version`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `form_submission_intervention` ON `form_submission` (`intervention_id`);
CREATE INDEX `form_submission_access` ON `form_submission` (`access_id`);
CREATE UNIQUE INDEX `form_submission_owner_unique` ON `form_submission` (`business_unit_id`,`id`);
CREATE UNIQUE INDEX `form_submission_intervention_unique` ON `form_submission` (`form_id`,`intervention_id`);
