ALTER TABLE `file` ADD `address_id` text;
ALTER TABLE `file` ADD `portal_action_id` text;
ALTER TABLE `file` ADD `request_id` text;
CREATE INDEX `file_request` ON `file` (`request_id`);
