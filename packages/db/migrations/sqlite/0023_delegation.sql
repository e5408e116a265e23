ALTER TABLE `technician_business_unit` ADD `delegates` integer DEFAULT false NOT NULL;
