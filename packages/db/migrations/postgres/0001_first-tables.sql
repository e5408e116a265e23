CREATE TABLE "company" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL
);

CREATE TABLE "business_unit" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"slug" text NOT NULL,
	"name" text NOT NULL,
	"zone" text NOT NULL,
	"languages" jsonb NOT NULL,
	"default_language" text NOT NULL,
	"portal_on" boolean NOT NULL,
	"welcome" jsonb NOT NULL,
	"contact_email" text,
	"contact_phone" text,
	"accent_colour" text,
	"channels" jsonb NOT NULL,
	"logo" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "business_unit_slug_unique" UNIQUE("slug"),
	CONSTRAINT "business_unit_owner_unique" UNIQUE("company_id","id")
);

CREATE TABLE "counter" (
	"business_unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" integer NOT NULL,
	CONSTRAINT "counter_pk" PRIMARY KEY("business_unit_id","name")
);

CREATE TABLE "staff_user" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"phone" text,
	"language" text NOT NULL,
	"password_hash" text,
	"totp_secret" text,
	"totp_last_step" integer,
	"status" text DEFAULT 'active' NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "staff_user_owner_unique" UNIQUE("company_id","id"),
	CONSTRAINT "staff_user_email_unique" UNIQUE("company_id","email")
);

CREATE TABLE "staff_role" (
	"company_id" uuid NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"role" text NOT NULL,
	CONSTRAINT "staff_role_pk" PRIMARY KEY("staff_user_id","business_unit_id")
);

CREATE TABLE "staff_session" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"staff_user_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"user_agent" text
);

CREATE TABLE "skill" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name" jsonb NOT NULL,
	CONSTRAINT "skill_owner_unique" UNIQUE("company_id","id"),
	CONSTRAINT "skill_code_unique" UNIQUE("company_id","code")
);

CREATE TABLE "technician" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"staff_user_id" uuid,
	"name" text NOT NULL,
	"colour" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"base_label" text NOT NULL,
	"base_lon" double precision NOT NULL,
	"base_lat" double precision NOT NULL,
	"zone" text NOT NULL,
	"weekly_hours" jsonb NOT NULL,
	"commute" text DEFAULT 'working-time' NOT NULL,
	"max_distance" integer,
	"limits" jsonb,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "technician_owner_unique" UNIQUE("company_id","id"),
	CONSTRAINT "technician_staff_user_unique" UNIQUE("staff_user_id")
);

CREATE TABLE "technician_skill" (
	"company_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"skill_id" uuid NOT NULL,
	"level" integer NOT NULL,
	CONSTRAINT "technician_skill_pk" PRIMARY KEY("technician_id","skill_id")
);

CREATE TABLE "technician_business_unit" (
	"company_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "technician_business_unit_pk" PRIMARY KEY("technician_id","business_unit_id")
);

CREATE TABLE "technician_exception" (
	"company_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"date" text NOT NULL,
	"hours" jsonb NOT NULL,
	CONSTRAINT "technician_exception_pk" PRIMARY KEY("technician_id","date")
);

CREATE TABLE "absence" (
	"id" uuid PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"reason" text NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL
);

CREATE TABLE "customer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"external_reference" text,
	"name" text NOT NULL,
	"kind" text NOT NULL,
	"status" text DEFAULT 'active' NOT NULL,
	"email" text,
	"phone" text,
	"language" text NOT NULL,
	"notes" text DEFAULT '' NOT NULL,
	"opening_hours" jsonb,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "customer_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "customer_reference_unique" UNIQUE("business_unit_id","reference"),
	CONSTRAINT "customer_external_reference_unique" UNIQUE("business_unit_id","external_reference")
);

CREATE TABLE "address" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"label" text DEFAULT '' NOT NULL,
	"line1" text NOT NULL,
	"line2" text DEFAULT '' NOT NULL,
	"postal_code" text NOT NULL,
	"city" text NOT NULL,
	"country" text NOT NULL,
	"lon" double precision,
	"lat" double precision,
	"location" text NOT NULL,
	"zone" text,
	"access_notes" text DEFAULT '' NOT NULL,
	"contact_name" text,
	"contact_phone" text,
	"is_standard" boolean DEFAULT false NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "address_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "address_customer_unique" UNIQUE("business_unit_id","customer_id","id"),
	CONSTRAINT "address_location_has_place" CHECK ("address"."location" = 'not-located' OR ("address"."lon" IS NOT NULL AND "address"."lat" IS NOT NULL))
);

CREATE TABLE "access" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"name" text NOT NULL,
	"email" text,
	"phone" text,
	"language" text NOT NULL,
	"enabled" boolean DEFAULT true NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "access_owner_unique" UNIQUE("business_unit_id","id")
);

CREATE TABLE "access_customer" (
	"business_unit_id" uuid NOT NULL,
	"access_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	CONSTRAINT "access_customer_pk" PRIMARY KEY("access_id","customer_id")
);

CREATE TABLE "sign_in_identifier" (
	"company_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"consecutive_failures" integer DEFAULT 0 NOT NULL,
	"paused_until" timestamp with time zone,
	"disabled_at" timestamp with time zone,
	"last_failure_at" timestamp with time zone,
	CONSTRAINT "sign_in_identifier_pk" PRIMARY KEY("company_id","identifier")
);

CREATE TABLE "sign_in_challenge" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"channel" text NOT NULL,
	"purpose" text NOT NULL,
	"language" text NOT NULL,
	"code_mac" text NOT NULL,
	"reference" text NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"network" text NOT NULL,
	"device_hash" text,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	"voided_at" timestamp with time zone,
	"decoy" boolean NOT NULL
);

CREATE TABLE "known_device" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"last_used_at" timestamp with time zone NOT NULL,
	"consecutive_failures" integer DEFAULT 0 NOT NULL
);

CREATE TABLE "portal_session" (
	"id_hash" text PRIMARY KEY NOT NULL,
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"identifier" text NOT NULL,
	"access_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone
);

CREATE TABLE "attempt_limit" (
	"key" text PRIMARY KEY NOT NULL,
	"failures" integer DEFAULT 0 NOT NULL,
	"until" timestamp with time zone,
	"last_at" timestamp with time zone NOT NULL
);

CREATE TABLE "activity_type" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"name" jsonb NOT NULL,
	"description" jsonb NOT NULL,
	"category" text DEFAULT '' NOT NULL,
	"kind" text NOT NULL,
	"duration" integer NOT NULL,
	"buffer_before" integer DEFAULT 0 NOT NULL,
	"buffer_after" integer DEFAULT 0 NOT NULL,
	"notice" integer NOT NULL,
	"horizon_days" integer NOT NULL,
	"offered_hours" jsonb,
	"step" integer NOT NULL,
	"width" integer NOT NULL,
	"slack" integer DEFAULT 0 NOT NULL,
	"goal" text NOT NULL,
	"minimum_relevance" integer DEFAULT 0 NOT NULL,
	"hold_seconds" integer NOT NULL,
	"maximum_reschedules" integer,
	"position" integer DEFAULT 0 NOT NULL,
	"active" boolean DEFAULT true NOT NULL,
	"portal_shown" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "activity_type_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "activity_type_reference_unique" UNIQUE("business_unit_id","reference")
);

CREATE TABLE "activity_type_skill" (
	"company_id" uuid NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"activity_type_id" uuid NOT NULL,
	"skill_id" uuid NOT NULL,
	"level" integer NOT NULL,
	CONSTRAINT "activity_type_skill_pk" PRIMARY KEY("activity_type_id","skill_id")
);

CREATE TABLE "portal_action" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"activity_type_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"position" integer DEFAULT 0 NOT NULL,
	"enabled" boolean NOT NULL,
	"minimum_notice" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "portal_action_kind_unique" UNIQUE("activity_type_id","kind")
);

CREATE TABLE "intervention" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"external_reference" text,
	"activity_type_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"address_id" uuid,
	"created_by_access_id" uuid,
	"status" text NOT NULL,
	"result" text,
	"result_reason" text,
	"confirmed_at" timestamp with time zone,
	"comment" text DEFAULT '' NOT NULL,
	"cancel_reason" text,
	"cancel_details" text,
	"reschedule_count" integer DEFAULT 0 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"closed_at" timestamp with time zone,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "intervention_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "intervention_reference_unique" UNIQUE("business_unit_id","reference"),
	CONSTRAINT "intervention_external_reference_unique" UNIQUE("business_unit_id","external_reference")
);

CREATE TABLE "part" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"intervention_id" uuid NOT NULL,
	"position" integer NOT NULL,
	"duration" integer NOT NULL,
	"promise_start" timestamp with time zone,
	"promise_end" timestamp with time zone,
	"zone" text NOT NULL,
	"promise_local" text,
	"open" jsonb,
	CONSTRAINT "part_owner_unique" UNIQUE("business_unit_id","id"),
	CONSTRAINT "part_position_unique" UNIQUE("intervention_id","position")
);

CREATE TABLE "hold" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"access_id" uuid,
	"staff_user_id" uuid,
	"activity_type_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"address_id" uuid,
	"intervention_id" uuid,
	"promise_start" timestamp with time zone NOT NULL,
	"promise_end" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"extended_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	"comment" text DEFAULT '' NOT NULL,
	"offer" jsonb NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "hold_owner_unique" UNIQUE("business_unit_id","id")
);

CREATE TABLE "assignment" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"technician_id" uuid NOT NULL,
	"date" text NOT NULL,
	"part_id" uuid,
	"hold_id" uuid,
	"position" integer NOT NULL,
	"lon" double precision,
	"lat" double precision,
	"zone" text NOT NULL,
	"starts_at" timestamp with time zone NOT NULL,
	"ends_at" timestamp with time zone NOT NULL,
	"earliest" timestamp with time zone NOT NULL,
	"latest" timestamp with time zone NOT NULL,
	"open" jsonb,
	"expires_at" timestamp with time zone,
	"deliberate_overlap" boolean DEFAULT false NOT NULL,
	"frozen" boolean DEFAULT false NOT NULL,
	"revision" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "assignment_part_or_hold" CHECK (("assignment"."part_id" IS NULL) <> ("assignment"."hold_id" IS NULL)),
	CONSTRAINT "assignment_hold_expires" CHECK (("assignment"."hold_id" IS NULL) = ("assignment"."expires_at" IS NULL)),
	CONSTRAINT "assignment_takes_time" CHECK ("assignment"."starts_at" < "assignment"."ends_at"),
	CONSTRAINT "assignment_place_whole" CHECK (("assignment"."lon" IS NULL) = ("assignment"."lat" IS NULL))
);

CREATE TABLE "technician_day" (
	"technician_id" uuid NOT NULL,
	"date" text NOT NULL,
	"revision" integer DEFAULT 0 NOT NULL,
	"legs" jsonb,
	CONSTRAINT "technician_day_pk" PRIMARY KEY("technician_id","date")
);

CREATE TABLE "travel_time" (
	"profile" text NOT NULL,
	"from_key" text NOT NULL,
	"to_key" text NOT NULL,
	"seconds" integer NOT NULL,
	"metres" integer,
	"fetched_at" timestamp with time zone NOT NULL,
	CONSTRAINT "travel_time_pk" PRIMARY KEY("profile","from_key","to_key")
);

CREATE TABLE "event" (
	"business_unit_id" uuid NOT NULL,
	"sequence" integer NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"kind" text NOT NULL,
	"subject_type" text NOT NULL,
	"subject_id" text NOT NULL,
	"actor_type" text NOT NULL,
	"actor_id" text,
	"data" jsonb,
	CONSTRAINT "event_pk" PRIMARY KEY("business_unit_id","sequence")
);

CREATE TABLE "job" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid,
	"kind" text NOT NULL,
	"payload" jsonb NOT NULL,
	"run_at" timestamp with time zone NOT NULL,
	"state" text DEFAULT 'waiting' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"leased_until" timestamp with time zone,
	"lease_owner" text,
	"last_error" text,
	"dedupe_key" text,
	"created_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "job_dedupe_key_unique" UNIQUE("dedupe_key")
);

CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"business_unit_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"kind" text NOT NULL,
	"recipient" text NOT NULL,
	"language" text NOT NULL,
	"subject" text NOT NULL,
	"text" text NOT NULL,
	"html" text,
	"state" text DEFAULT 'queued' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"sent_at" timestamp with time zone,
	"blanked_at" timestamp with time zone,
	"intervention_id" uuid,
	"valid_if" jsonb
);

CREATE TABLE "idempotency" (
	"actor" text NOT NULL,
	"key" text NOT NULL,
	"request_hash" text NOT NULL,
	"outcome" jsonb,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "idempotency_pk" PRIMARY KEY("actor","key")
);

ALTER TABLE "business_unit" ADD CONSTRAINT "business_unit_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "counter" ADD CONSTRAINT "counter_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "staff_user" ADD CONSTRAINT "staff_user_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_staff_user_fk" FOREIGN KEY ("company_id","staff_user_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "staff_role" ADD CONSTRAINT "staff_role_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "staff_session" ADD CONSTRAINT "staff_session_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "skill" ADD CONSTRAINT "skill_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician" ADD CONSTRAINT "technician_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician" ADD CONSTRAINT "technician_staff_user_fk" FOREIGN KEY ("company_id","staff_user_id") REFERENCES "staff_user"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_skill" ADD CONSTRAINT "technician_skill_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_skill" ADD CONSTRAINT "technician_skill_skill_fk" FOREIGN KEY ("company_id","skill_id") REFERENCES "skill"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_business_unit" ADD CONSTRAINT "technician_business_unit_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_business_unit" ADD CONSTRAINT "technician_business_unit_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_exception" ADD CONSTRAINT "technician_exception_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "absence" ADD CONSTRAINT "absence_technician_fk" FOREIGN KEY ("company_id","technician_id") REFERENCES "technician"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "customer" ADD CONSTRAINT "customer_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "address" ADD CONSTRAINT "address_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "access" ADD CONSTRAINT "access_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "access_customer" ADD CONSTRAINT "access_customer_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "access_customer" ADD CONSTRAINT "access_customer_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sign_in_identifier" ADD CONSTRAINT "sign_in_identifier_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "sign_in_challenge" ADD CONSTRAINT "sign_in_challenge_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "known_device" ADD CONSTRAINT "known_device_company_id_company_id_fk" FOREIGN KEY ("company_id") REFERENCES "company"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_business_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_session" ADD CONSTRAINT "portal_session_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "activity_type" ADD CONSTRAINT "activity_type_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "activity_type_skill" ADD CONSTRAINT "activity_type_skill_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "activity_type_skill" ADD CONSTRAINT "activity_type_skill_skill_fk" FOREIGN KEY ("company_id","skill_id") REFERENCES "skill"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "activity_type_skill" ADD CONSTRAINT "activity_type_skill_unit_fk" FOREIGN KEY ("company_id","business_unit_id") REFERENCES "business_unit"("company_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "portal_action" ADD CONSTRAINT "portal_action_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_activity_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_address_fk" FOREIGN KEY ("business_unit_id","customer_id","address_id") REFERENCES "address"("business_unit_id","customer_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "intervention" ADD CONSTRAINT "intervention_access_fk" FOREIGN KEY ("business_unit_id","created_by_access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "part" ADD CONSTRAINT "part_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_staff_user_id_staff_user_id_fk" FOREIGN KEY ("staff_user_id") REFERENCES "staff_user"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_access_fk" FOREIGN KEY ("business_unit_id","access_id") REFERENCES "access"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_activity_type_fk" FOREIGN KEY ("business_unit_id","activity_type_id") REFERENCES "activity_type"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_address_fk" FOREIGN KEY ("business_unit_id","customer_id","address_id") REFERENCES "address"("business_unit_id","customer_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_customer_fk" FOREIGN KEY ("business_unit_id","customer_id") REFERENCES "customer"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "hold" ADD CONSTRAINT "hold_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_technician_fk" FOREIGN KEY ("technician_id","business_unit_id") REFERENCES "technician_business_unit"("technician_id","business_unit_id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_part_fk" FOREIGN KEY ("business_unit_id","part_id") REFERENCES "part"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "assignment" ADD CONSTRAINT "assignment_hold_fk" FOREIGN KEY ("business_unit_id","hold_id") REFERENCES "hold"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "technician_day" ADD CONSTRAINT "technician_day_technician_id_technician_id_fk" FOREIGN KEY ("technician_id") REFERENCES "technician"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "event" ADD CONSTRAINT "event_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "job" ADD CONSTRAINT "job_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "message" ADD CONSTRAINT "message_business_unit_id_business_unit_id_fk" FOREIGN KEY ("business_unit_id") REFERENCES "business_unit"("id") ON DELETE no action ON UPDATE no action;
ALTER TABLE "message" ADD CONSTRAINT "message_intervention_fk" FOREIGN KEY ("business_unit_id","intervention_id") REFERENCES "intervention"("business_unit_id","id") ON DELETE no action ON UPDATE no action;
CREATE INDEX "staff_role_business_unit" ON "staff_role" USING btree ("business_unit_id");
CREATE INDEX "staff_session_staff_user" ON "staff_session" USING btree ("staff_user_id");
CREATE INDEX "technician_business_unit_unit" ON "technician_business_unit" USING btree ("business_unit_id");
CREATE INDEX "absence_technician" ON "absence" USING btree ("technician_id","starts_at");
CREATE INDEX "customer_name" ON "customer" USING btree ("business_unit_id","name");
CREATE UNIQUE INDEX "address_standard_unique" ON "address" USING btree ("customer_id") WHERE "address"."is_standard";
CREATE INDEX "access_email" ON "access" USING btree ("email");
CREATE INDEX "access_phone" ON "access" USING btree ("phone");
CREATE INDEX "access_customer_customer" ON "access_customer" USING btree ("customer_id");
CREATE INDEX "sign_in_identifier_last_failure" ON "sign_in_identifier" USING btree ("last_failure_at");
CREATE INDEX "sign_in_challenge_identifier" ON "sign_in_challenge" USING btree ("company_id","identifier","created_at");
CREATE INDEX "sign_in_challenge_network" ON "sign_in_challenge" USING btree ("network","created_at");
CREATE INDEX "known_device_identifier" ON "known_device" USING btree ("company_id","identifier");
CREATE INDEX "portal_session_access" ON "portal_session" USING btree ("access_id");
CREATE INDEX "portal_session_identifier" ON "portal_session" USING btree ("company_id","identifier");
CREATE INDEX "attempt_limit_last" ON "attempt_limit" USING btree ("last_at");
CREATE INDEX "intervention_customer" ON "intervention" USING btree ("customer_id","created_at");
CREATE INDEX "intervention_status" ON "intervention" USING btree ("business_unit_id","status","created_at");
CREATE INDEX "part_promise" ON "part" USING btree ("business_unit_id","promise_start");
CREATE INDEX "hold_access" ON "hold" USING btree ("access_id");
CREATE INDEX "hold_expires" ON "hold" USING btree ("expires_at");
CREATE INDEX "assignment_day" ON "assignment" USING btree ("technician_id","date");
CREATE INDEX "assignment_time" ON "assignment" USING btree ("technician_id","starts_at");
CREATE INDEX "assignment_part" ON "assignment" USING btree ("part_id");
CREATE INDEX "assignment_hold" ON "assignment" USING btree ("hold_id");
CREATE INDEX "event_subject" ON "event" USING btree ("business_unit_id","subject_type","subject_id","sequence");
CREATE INDEX "job_due" ON "job" USING btree ("state","run_at");
CREATE INDEX "message_unit" ON "message" USING btree ("business_unit_id","created_at");
CREATE INDEX "message_intervention" ON "message" USING btree ("intervention_id");
CREATE INDEX "idempotency_created" ON "idempotency" USING btree ("created_at");
