CREATE TABLE `customer_request` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`activity_type_id` text NOT NULL,
	`portal_action_id` text NOT NULL,
	`customer_id` text NOT NULL,
	`intervention_id` text,
	`access_id` text NOT NULL,
	`text` text NOT NULL,
	`preferred_date` text,
	`day_part` text,
	`preferred_time` text,
	`is_mandatory` integer DEFAULT false NOT NULL,
	`created_at` integer NOT NULL,
	`done_at` integer,
	`staff_user_id` text,
	`answer` text,
	`answer_message_id` text,
	`revision` integer DEFAULT 1 NOT NULL,
	`erased_at` integer,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`customer_id`) REFERENCES `customer`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `customer_request_state` ON `customer_request` (`business_unit_id`,`state`,`created_at`);
CREATE INDEX `customer_request_customer` ON `customer_request` (`customer_id`);
CREATE INDEX `customer_request_intervention` ON `customer_request` (`intervention_id`);
CREATE INDEX `customer_request_access` ON `customer_request` (`access_id`);
CREATE UNIQUE INDEX `customer_request_owner_unique` ON `customer_request` (`business_unit_id`,`id`);
