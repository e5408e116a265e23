ALTER TABLE "report" ADD COLUMN "message_id" uuid;
ALTER TABLE "report" ADD COLUMN "unreached" boolean DEFAULT false NOT NULL;
