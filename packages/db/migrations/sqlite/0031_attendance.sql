CREATE TABLE `clocking` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`technician_id` text NOT NULL,
	`intervention_id` text,
	`started_at` integer NOT NULL,
	`ended_at` integer,
	`forgotten_at` integer,
	`voided` integer DEFAULT false NOT NULL,
	`start_place` text,
	`end_place` text,
	`start_shift` integer DEFAULT 0 NOT NULL,
	`end_shift` integer DEFAULT 0 NOT NULL,
	`by_hand` integer DEFAULT false NOT NULL,
	`revision` integer DEFAULT 1 NOT NULL,
	`created_at` integer NOT NULL,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`technician_id`) REFERENCES `technician`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`intervention_id`) REFERENCES `intervention`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action,
	CONSTRAINT "clocking_ends_later" CHECK("clocking"."ended_at" IS NULL OR "clocking"."ended_at" > "clocking"."started_at")
);

CREATE INDEX `clocking_technician` ON `clocking` (`technician_id`,`started_at`);
CREATE INDEX `clocking_unit` ON `clocking` (`business_unit_id`,`started_at`);
CREATE INDEX `clocking_intervention` ON `clocking` (`intervention_id`);
CREATE UNIQUE INDEX `clocking_open_unique` ON `clocking` (`technician_id`) WHERE "clocking"."ended_at" IS NULL AND "clocking"."forgotten_at" IS NULL AND NOT "clocking"."voided";
CREATE UNIQUE INDEX `clocking_owner_unique` ON `clocking` (`business_unit_id`,`id`);
CREATE TABLE `clocking_correction` (
	`id` text PRIMARY KEY NOT NULL,
	`business_unit_id` text NOT NULL,
	`clocking_id` text NOT NULL,
	`at` integer NOT NULL,
	`staff_user_id` text NOT NULL,
	`from_start` integer,
	`from_end` integer,
	`to_start` integer,
	`to_end` integer,
	`reason` text NOT NULL,
	FOREIGN KEY (`staff_user_id`) REFERENCES `staff_user`(`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`business_unit_id`,`clocking_id`) REFERENCES `clocking`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `clocking_correction_clocking` ON `clocking_correction` (`clocking_id`,`at`);
ALTER TABLE `business_unit` ADD `customers_see_clockings` integer DEFAULT false NOT NULL;
ALTER TABLE `business_unit` ADD `technicians_correct_clockings` integer DEFAULT false NOT NULL;
