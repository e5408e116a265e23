CREATE TABLE "service_zone" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"key" text NOT NULL,
	"colour" text NOT NULL,
	"area" jsonb,
	"active" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "service_zone_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "service_zone_key_unique" UNIQUE("business_unit_id","key")
);

CREATE TABLE "service_zone_technician" (
	"business_unit_id" uuid NOT NULL,
	"service_zone_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	CONSTRAINT "service_zone_technician_pk" PRIMARY KEY("service_zone_id","technician_id")
);

ALTER TABLE "customer" ADD COLUMN "service_zone_id" uuid;
ALTER TABLE "address" ADD COLUMN "service_zone_id" uuid;
ALTER TABLE "service_zone" ADD CONSTRAINT "service_zone_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "service_zone_technician" ADD CONSTRAINT "service_zone_technician_zone_fk" FOREIGN KEY ("business_unit_id","service_zone_id") REFERENCES "service_zone"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "service_zone_technician" ADD CONSTRAINT "service_zone_technician_technician_fk" FOREIGN KEY ("technician_id","business_unit_id") REFERENCES "technician_business_unit"("technician_id","business_unit_id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "service_zone_technician_technician" ON "service_zone_technician" USING btree ("technician_id");
ALTER TABLE "customer" ADD CONSTRAINT "customer_service_zone_id_service_zone_id_fk" FOREIGN KEY ("service_zone_id") REFERENCES "service_zone"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "address" ADD CONSTRAINT "address_service_zone_id_service_zone_id_fk" FOREIGN KEY ("service_zone_id") REFERENCES "service_zone"("id") ON DELETE no action ON UPDATE no action;
