ALTER TABLE "file" ADD COLUMN "address_id" uuid;
ALTER TABLE "file" ADD COLUMN "portal_action_id" uuid;
ALTER TABLE "file" ADD COLUMN "request_id" uuid;
CREATE INDEX "file_request" ON "file" USING btree ("request_id");
