CREATE TABLE "customer_technician" (
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	CONSTRAINT "customer_technician_pk" PRIMARY KEY("customer_id","technician_id")
);

ALTER TABLE "customer" ADD COLUMN "assignment_mode" text;
ALTER TABLE "customer" ADD COLUMN "assignment_last" boolean DEFAULT false NOT NULL;
ALTER TABLE "address" ADD COLUMN "not_located_because" text;
ALTER TABLE "customer_technician" ADD CONSTRAINT "customer_technician_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_technician" ADD CONSTRAINT "customer_technician_technician_fk" FOREIGN KEY ("technician_id","business_unit_id") REFERENCES "technician_business_unit"("technician_id","business_unit_id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_technician_technician" ON "customer_technician" USING btree ("technician_id");
CREATE INDEX "address_location" ON "address" USING btree ("business_unit_id","location");
