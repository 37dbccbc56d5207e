/* Names that are keywords are quoted:
   "order", "group" and [index].
   Never DROP TABLE "order" by hand; archive it instead. */
CREATE TABLE IF NOT EXISTS "group" (
    "id"        INTEGER NOT NULL,
    "parent_id" INTEGER,
    "name"      VARCHAR(80) NOT NULL,
    CONSTRAINT pk_group PRIMARY KEY ("id"),
    CONSTRAINT fk_group_parent FOREIGN KEY ("parent_id") REFERENCES "group" ("id") ON DELETE SET NULL
);
CREATE INDEX IF NOT EXISTS "ix_group_parent_id" ON "group" ("parent_id");

CREATE TABLE IF NOT EXISTS "order" (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    group_id INTEGER NOT NULL REFERENCES "group"("id"),
    replaces_id INTEGER REFERENCES "order"(id),
    note TEXT DEFAULT 'delete from shelf; update stock',
    [index] INTEGER NOT NULL DEFAULT 0
);
CREATE INDEX IF NOT EXISTS ix_order_group ON "order" (group_id);
CREATE INDEX IF NOT EXISTS ix_order_replaces ON `order` (`replaces_id`);
