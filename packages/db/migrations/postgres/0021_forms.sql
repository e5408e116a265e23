CREATE TABLE "form" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"activity_type_id" uuid,
	"owner_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"version" integer NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "form_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "form_purpose_unique" UNIQUE("owner_id","purpose")
);

CREATE TABLE "form_version" (
	"form_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"definition" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"staff_user_id" uuid,
	CONSTRAINT "form_version_pk" PRIMARY KEY("form_id","version")
);

CREATE TABLE "form_submission" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"form_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"intervention_id" uuid,
	"access_id" uuid,
	"state" text NOT NULL,
	"answers" jsonb NOT NULL,
	"source" text NOT NULL,
	"staff_user_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"erased_at" timestamp with time zone,
	CONSTRAINT "form_submission_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "form_submission_intervention_unique" UNIQUE("form_id","intervention_id")
);

ALTER TABLE "form" ADD CONSTRAINT "form_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form" ADD CONSTRAINT "form_activity_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_form_id_form_id_fk" FOREIGN KEY ("form_id") REFERENCES "form"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_version" ADD CONSTRAINT "form_version_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_form_fk" FOREIGN KEY ("business_unit_id","form_id") REFERENCES "form"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_version_fk" FOREIGN KEY ("form_id","version") REFERENCES "form_version"("form_id","version") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "form_submission" ADD CONSTRAINT "form_submission_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "form_submission_intervention" ON "form_submission" USING btree ("intervention_id");
CREATE INDEX "form_submission_access" ON "form_submission" USING btree ("access_id");
