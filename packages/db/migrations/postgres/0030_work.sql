CREATE TABLE "work_step" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"step" text NOT NULL,
	"from_state" text NOT NULL,
	"to_state" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"clock_offset" integer DEFAULT 0 NOT NULL,
	"staff_user_id" uuid,
	"api_key_id" uuid
);

CREATE TABLE "late_report" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"why" text NOT NULL,
	"state" text NOT NULL,
	"report" jsonb,
	"at" timestamp with time zone NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"revision" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp with time zone
);

ALTER TABLE "activity_type" ADD COLUMN "supervised_closing" boolean DEFAULT false NOT NULL;
ALTER TABLE "intervention" ADD COLUMN "result_code" text;
ALTER TABLE "intervention" ADD COLUMN "actual_start" timestamp with time zone;
ALTER TABLE "intervention" ADD COLUMN "actual_end" timestamp with time zone;
ALTER TABLE "assignment" ADD COLUMN "progress" text;
ALTER TABLE "assignment" ADD COLUMN "progress_at" timestamp with time zone;
ALTER TABLE "work_step" ADD CONSTRAINT "work_step_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "work_step" ADD CONSTRAINT "work_step_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "work_step" ADD CONSTRAINT "work_step_api_key_fk" FOREIGN KEY ("business_unit_id","api_key_id") REFERENCES "api_key"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "late_report" ADD CONSTRAINT "late_report_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "late_report" ADD CONSTRAINT "late_report_decided_by_id_staff_user_id_fk" FOREIGN KEY ("decided_by_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "late_report" ADD CONSTRAINT "late_report_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "work_step_intervention" ON "work_step" USING btree ("intervention_id","recorded_at");
CREATE INDEX "late_report_intervention" ON "late_report" USING btree ("intervention_id");
CREATE INDEX "late_report_state" ON "late_report" USING btree ("business_unit_id","state","received_at");
