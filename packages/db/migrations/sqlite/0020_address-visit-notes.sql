ALTER TABLE `address` ADD `visit_notes` text DEFAULT '' NOT NULL;
