CREATE TABLE "booking_answers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"activity_type_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"form_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"state" text NOT NULL,
	"answers" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "booking_answers_of" UNIQUE("access_id","activity_type_id","address_id")
);

ALTER TABLE "booking_answers" ADD CONSTRAINT "booking_answers_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "booking_answers" ADD CONSTRAINT "booking_answers_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "booking_answers" ADD CONSTRAINT "booking_answers_address_fk" FOREIGN KEY ("business_unit_id","address_id") REFERENCES "address"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "booking_answers" ADD CONSTRAINT "booking_answers_form_fk" FOREIGN KEY ("business_unit_id","form_id") REFERENCES "form"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "booking_answers" ADD CONSTRAINT "booking_answers_version_fk" FOREIGN KEY ("form_id","version") REFERENCES "form_version"("form_id","version") ON DELETE no action ON UPDATE no action;
CREATE INDEX "booking_answers_form" ON "booking_answers" USING btree ("form_id");
CREATE INDEX "booking_answers_address" ON "booking_answers" USING btree ("address_id");
CREATE INDEX "booking_answers_updated" ON "booking_answers" USING btree ("updated_at");
