CREATE TABLE "unit_absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"activity_type_id" uuid,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"rule" jsonb,
	"last_ends_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL
);

CREATE TABLE "team" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"leader_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "team_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "team_name_unique" UNIQUE("business_unit_id","name")
);

CREATE TABLE "team_member" (
	"business_unit_id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	CONSTRAINT "team_member_pk" PRIMARY KEY("team_id","technician_id")
);

ALTER TABLE "technician" ADD COLUMN "phone" text;
ALTER TABLE "technician" ADD COLUMN "email" text;
ALTER TABLE "technician" ADD COLUMN "comment" text;
ALTER TABLE "technician" ADD COLUMN "later_bases" jsonb;
ALTER TABLE "technician" ADD COLUMN "seasons" jsonb;
ALTER TABLE "technician" ADD COLUMN "area" jsonb;
ALTER TABLE "absence" ADD COLUMN "rule" jsonb;
ALTER TABLE "absence" ADD COLUMN "last_ends_at" timestamp with time zone;
ALTER TABLE "unit_absence" ADD CONSTRAINT "unit_absence_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "unit_absence" ADD CONSTRAINT "unit_absence_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "team" ADD CONSTRAINT "team_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "team" ADD CONSTRAINT "team_leader_fk" FOREIGN KEY ("company_id","leader_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_team_fk" FOREIGN KEY ("business_unit_id","team_id") REFERENCES "team"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "team_member" ADD CONSTRAINT "team_member_technician_fk" FOREIGN KEY ("technician_id","business_unit_id") REFERENCES "technician_business_unit"("technician_id","business_unit_id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "unit_absence_unit" ON "unit_absence" USING btree ("business_unit_id","starts_at");
