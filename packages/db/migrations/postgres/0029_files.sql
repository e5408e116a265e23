CREATE TABLE "file" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"intervention_id" uuid,
	"form_id" uuid,
	"field" text,
	"access_id" uuid,
	"staff_user_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"hash" text NOT NULL,
	"state" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "file_owner_unique" UNIQUE("business_unit_id","id")
);

CREATE TABLE "file_piece" (
	"business_unit_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_piece_pk" PRIMARY KEY("file_id","number")
);

ALTER TABLE "file" ADD CONSTRAINT "file_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "file" ADD CONSTRAINT "file_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "file" ADD CONSTRAINT "file_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "file" ADD CONSTRAINT "file_form_fk" FOREIGN KEY ("business_unit_id","form_id") REFERENCES "form"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "file" ADD CONSTRAINT "file_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "file_piece" ADD CONSTRAINT "file_piece_file_fk" FOREIGN KEY ("business_unit_id","file_id") REFERENCES "file"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "file_intervention" ON "file" USING btree ("intervention_id");
CREATE INDEX "file_customer" ON "file" USING btree ("business_unit_id","customer_id");
CREATE INDEX "file_form" ON "file" USING btree ("form_id","field");
CREATE INDEX "file_access" ON "file" USING btree ("access_id");
CREATE INDEX "file_state" ON "file" USING btree ("state","created_at");
