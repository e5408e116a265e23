CREATE TABLE `import_run` (
	`id` text PRIMARY KEY NOT NULL,
	`company_id` text NOT NULL,
	`business_unit_id` text NOT NULL,
	`target` text NOT NULL,
	`file_name` text NOT NULL,
	`size` integer DEFAULT 0 NOT NULL,
	`state` text NOT NULL,
	`phase` text,
	`mode` text NOT NULL,
	`layout` text,
	`options` text NOT NULL,
	`total` integer,
	`done` integer DEFAULT 0 NOT NULL,
	`counts` text NOT NULL,
	`failure` text,
	`staff_user_id` text NOT NULL,
	`created_at` integer NOT NULL,
	`started_at` integer,
	`finished_at` integer,
	`written_at` integer,
	`revision` integer DEFAULT 1 NOT NULL,
	FOREIGN KEY (`company_id`,`business_unit_id`) REFERENCES `business_unit`(`company_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`company_id`,`staff_user_id`) REFERENCES `staff_user`(`company_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `import_run_created` ON `import_run` (`business_unit_id`,`created_at`);
CREATE UNIQUE INDEX `import_run_owner_unique` ON `import_run` (`business_unit_id`,`id`);
CREATE TABLE `import_piece` (
	`business_unit_id` text NOT NULL,
	`import_id` text NOT NULL,
	`number` integer NOT NULL,
	`bytes` blob NOT NULL,
	PRIMARY KEY(`import_id`, `number`),
	FOREIGN KEY (`business_unit_id`,`import_id`) REFERENCES `import_run`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE TABLE `import_line` (
	`business_unit_id` text NOT NULL,
	`import_id` text NOT NULL,
	`line` integer NOT NULL,
	`part` integer NOT NULL,
	`outcome` text NOT NULL,
	`record_type` text,
	`record_id` text,
	`problem` text,
	`field` text,
	`column_number` integer,
	`other_line` integer,
	`before` text,
	`revision` integer,
	`undoing` text,
	PRIMARY KEY(`import_id`, `line`, `part`),
	FOREIGN KEY (`business_unit_id`,`import_id`) REFERENCES `import_run`(`business_unit_id`,`id`) ON UPDATE no action ON DELETE no action
);

CREATE INDEX `import_line_record` ON `import_line` (`business_unit_id`,`record_id`);
