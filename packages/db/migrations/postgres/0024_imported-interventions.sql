ALTER TABLE "import_run" ADD COLUMN "activity_type_id" uuid;
ALTER TABLE "intervention" ADD COLUMN "custom_fields" jsonb;
ALTER TABLE "part" ADD COLUMN "promised" boolean DEFAULT true NOT NULL;
CREATE INDEX "customer_tag_customer" ON "customer_tag" USING btree ("business_unit_id","customer_id");
