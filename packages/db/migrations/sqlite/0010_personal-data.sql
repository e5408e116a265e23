ALTER TABLE `business_unit` ADD `keep_visit_months` integer;
ALTER TABLE `business_unit` ADD `keep_access_months` integer;
ALTER TABLE `business_unit` ADD `keep_message_months` integer;
ALTER TABLE `customer` ADD `erased_at` integer;
ALTER TABLE `access` ADD `erased_at` integer;
ALTER TABLE `intervention` ADD `erased_at` integer;
ALTER TABLE `message` ADD `access_id` text;
CREATE INDEX `message_access` ON `message` (`access_id`);
