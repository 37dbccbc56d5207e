create table if not exists playlists (
  id integer primary key,
  title text not null
);

create table if not exists tracks (
  id integer primary key,
  title text not null,
  seconds integer not null check (seconds > 0)
);

-- position is unique inside a playlist; that key begins with playlist_id
create table if not exists playlist_tracks (
  id integer primary key,
  playlist_id integer not null,
  track_id integer not null,
  position integer not null check (position >= 1),
  constraint fk_pt_playlist foreign key (playlist_id) references playlists (id) on delete cascade,
  constraint fk_pt_track foreign key (track_id) references tracks (id) on delete restrict,
  constraint uq_pt_position unique (playlist_id, position)
);

create unique index if not exists uq_pt_track on playlist_tracks (track_id, playlist_id);

create view if not exists playlist_lengths as
  select p.id, p.title, count(pt.id) as tracks, coalesce(sum(t.seconds), 0) as seconds
  from playlists p
  left join playlist_tracks pt on pt.playlist_id = p.id
  left join tracks t on t.id = pt.track_id
  group by p.id, p.title;
