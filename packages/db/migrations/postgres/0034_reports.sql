CREATE TABLE "report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"work_step_id" uuid NOT NULL,
	"file_id" uuid NOT NULL,
	"language" text NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	CONSTRAINT "report_version_unique" UNIQUE("intervention_id","version"),
	CONSTRAINT "report_step_unique" UNIQUE("work_step_id")
);

ALTER TABLE "activity_type" ADD COLUMN "report" jsonb;
ALTER TABLE "report" ADD CONSTRAINT "report_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
