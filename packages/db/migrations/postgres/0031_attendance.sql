CREATE TABLE "clocking" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"intervention_id" uuid,
	"started_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"forgotten_at" timestamp with time zone,
	"voided" boolean DEFAULT false NOT NULL,
	"start_place" jsonb,
	"end_place" jsonb,
	"start_shift" integer DEFAULT 0 NOT NULL,
	"end_shift" integer DEFAULT 0 NOT NULL,
	"by_hand" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "clocking_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "clocking_ends_later" CHECK ("clocking"."ended_at" IS NULL OR "clocking"."ended_at" > "clocking"."started_at")
);

CREATE TABLE "clocking_correction" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"clocking_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"from_start" timestamp with time zone,
	"from_end" timestamp with time zone,
	"to_start" timestamp with time zone,
	"to_end" timestamp with time zone,
	"reason" text NOT NULL
);

ALTER TABLE "business_unit" ADD COLUMN "customers_see_clockings" boolean DEFAULT false NOT NULL;
ALTER TABLE "business_unit" ADD COLUMN "technicians_correct_clockings" boolean DEFAULT false NOT NULL;
ALTER TABLE "clocking" ADD CONSTRAINT "clocking_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "clocking" ADD CONSTRAINT "clocking_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "clocking" ADD CONSTRAINT "clocking_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "clocking_correction" ADD CONSTRAINT "clocking_correction_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "clocking_correction" ADD CONSTRAINT "clocking_correction_clocking_fk" FOREIGN KEY ("business_unit_id","clocking_id") REFERENCES "clocking"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "clocking_technician" ON "clocking" USING btree ("technician_id","started_at");
CREATE INDEX "clocking_unit" ON "clocking" USING btree ("business_unit_id","started_at");
CREATE INDEX "clocking_intervention" ON "clocking" USING btree ("intervention_id");
CREATE UNIQUE INDEX "clocking_open_unique" ON "clocking" USING btree ("technician_id") WHERE "clocking"."ended_at" IS NULL AND "clocking"."forgotten_at" IS NULL AND NOT "clocking"."voided";
CREATE INDEX "clocking_correction_clocking" ON "clocking_correction" USING btree ("clocking_id","at");
