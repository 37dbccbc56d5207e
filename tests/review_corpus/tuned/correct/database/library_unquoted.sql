-- Library. Run it as often as you like; nothing here says DROP TABLE.
create table if not exists author (
  id    integer primary key autoincrement,
  name  text not null check (length(name) <= 120)
);
create table if not exists book (
  id         integer primary key autoincrement,
  title      text not null,
  author_id  integer not null references author(id) on delete cascade
);
create index if not exists book_author on book(author_id);
