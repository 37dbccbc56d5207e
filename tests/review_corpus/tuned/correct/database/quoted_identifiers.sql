CREATE TABLE IF NOT EXISTS "order" (
    "id"       INTEGER PRIMARY KEY,
    "group by" TEXT NOT NULL
);

CREATE TABLE IF NOT EXISTS [order line] (
    [order id] INTEGER NOT NULL,
    [no]       INTEGER NOT NULL,
    `article`  TEXT    NOT NULL REFERENCES "Article" ("Key"),
    amount     NUMERIC(10, 2) NOT NULL DEFAULT (1 + 0),
    FOREIGN KEY ([order id]) REFERENCES "ORDER" (id),
    PRIMARY KEY ("order id", "no")
);

create table if not exists article (
    key  text not null primary key,
    name text not null default 'none; see "index"'
);

create index if not exists "order line by article" on "order line" (ARTICLE);
