ALTER TABLE "technician_business_unit" ADD COLUMN "delegates" boolean DEFAULT false NOT NULL;
