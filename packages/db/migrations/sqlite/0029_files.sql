CREATE TABLE `file` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`intervention_id` text,
	`form_id` text,
	`field` text,
	`access_id` text,
	`staff_user_id` text,
	`name` text NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`hash` text NOT NULL,
	`state` text NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`form_id`) REFERENCES `form`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `file_intervention` ON `file` (`intervention_id`);
CREATE INDEX `file_customer` ON `file` (`business_unit_id`,`customer_id`);
CREATE INDEX `file_form` ON `file` (`form_id`,`field`);
CREATE INDEX `file_access` ON `file` (`access_id`);
CREATE INDEX `file_state` ON `file` (`state`,`created_at`);
CREATE UNIQUE INDEX `file_owner_unique` ON `file` (`business_unit_id`,`id`);
CREATE TABLE `file_piece` (
	`business_unit_id` text NOT NULL,
	`file_id` text NOT NULL,
	`number` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`file_id`, `number`),
	FOREIGN KEY (`business_unit_id`,`file_id`) REFERENCES `file`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

