ALTER TABLE "business_unit" ADD COLUMN "keep_visit_months" integer;
ALTER TABLE "business_unit" ADD COLUMN "keep_access_months" integer;
ALTER TABLE "business_unit" ADD COLUMN "keep_message_months" integer;
ALTER TABLE "customer" ADD COLUMN "erased_at" timestamp with time zone;
ALTER TABLE "access" ADD COLUMN "erased_at" timestamp with time zone;
ALTER TABLE "intervention" ADD COLUMN "erased_at" timestamp with time zone;
ALTER TABLE "message" ADD COLUMN "access_id" uuid;
CREATE INDEX "message_access" ON "message" USING btree ("access_id");
