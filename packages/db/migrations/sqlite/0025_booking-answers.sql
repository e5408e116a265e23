CREATE TABLE `booking_answers` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`access_id` text NOT NULL,
	`activity_type_id` text NOT NULL,
	`address_id` text NOT NULL,
	`form_id` text NOT NULL,
	`version` integer NOT NULL,
	`state` text NOT NULL,
	`answers` text NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`business_unit_id`,`access_id`) REFERENCES `access`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`activity_type_id`) REFERENCES `activity_type`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`address_id`) REFERENCES `address`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`form_id`) REFERENCES `form`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`form_id`,`version`) REFERENCES `form_version`(`form_id`,`version`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `booking_answers_form` ON `booking_answers` (`form_id`);
CREATE INDEX `booking_answers_address` ON `booking_answers` (`address_id`);
CREATE INDEX `booking_answers_updated` ON `booking_answers` (`updated_at`);
CREATE UNIQUE INDEX `booking_answers_of` ON `booking_answers` (`access_id`,`activity_type_id`,`address_id`);
