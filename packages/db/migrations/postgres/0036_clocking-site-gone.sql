ALTER TABLE "clocking" ADD COLUMN "site_gone" boolean DEFAULT false NOT NULL;
