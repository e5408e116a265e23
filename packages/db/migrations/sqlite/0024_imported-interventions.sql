ALTER TABLE `import_run` ADD `activity_type_id` text;
ALTER TABLE `intervention` ADD `custom_fields` text;
ALTER TABLE `part` ADD `promised` integer DEFAULT true NOT NULL;
CREATE INDEX `customer_tag_customer` ON `customer_tag` (`business_unit_id`,`customer_id`);
