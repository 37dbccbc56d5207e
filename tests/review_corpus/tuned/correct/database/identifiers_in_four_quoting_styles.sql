/* Names that are keywords or hold blanks,
   as the old desktop programme wrote them; we keep them. */
create table if not exists "group" (
    "group id" integer primary key,
    [select]   text not null default ';'
);

create table if not exists `line item` (
    `id`       integer not null,
    `group id` integer not null references "group" ("group id"),
    'label'    text not null, -- FOREIGN KEY (label) was planned once
    constraint "pk; line item" primary key (`id`)
);

create index if not exists [ix line item] on [line item] ("group id");

create table if not exists main.[Remark] (
    id integer primary key /* one for each remark */,
    [line item id] integer not null,
    body text not null check (body <> 'it''s; empty'),
    foreign key ([line item id]) references `line item` ([id]) on update cascade
);

create index if not exists main."ix;remark" on Remark ([LINE ITEM ID] asc, body);

insert or ignore into "group" values (1, 'a;b'), (2, 'don''t');
