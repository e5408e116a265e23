CREATE TABLE "customer_request" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"activity_type_id" uuid NOT NULL,
	"portal_action_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"intervention_id" uuid,
	"access_id" uuid NOT NULL,
	"text" text NOT NULL,
	"preferred_date" text,
	"day_part" text,
	"preferred_time" text,
	"is_mandatory" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"staff_user_id" uuid,
	"answer" text,
	"answer_message_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "customer_request_owner_unique" UNIQUE("business_unit_id","id")
);

ALTER TABLE "customer_request" ADD CONSTRAINT "customer_request_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_request" ADD CONSTRAINT "customer_request_activity_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_request" ADD CONSTRAINT "customer_request_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_request" ADD CONSTRAINT "customer_request_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer_request" ADD CONSTRAINT "customer_request_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "customer_request_state" ON "customer_request" USING btree ("business_unit_id","state","created_at");
CREATE INDEX "customer_request_customer" ON "customer_request" USING btree ("customer_id");
CREATE INDEX "customer_request_intervention" ON "customer_request" USING btree ("intervention_id");
CREATE INDEX "customer_request_access" ON "customer_request" USING btree ("access_id");
