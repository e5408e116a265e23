ALTER TABLE `clocking` ADD `site_gone` integer DEFAULT false NOT NULL;
