CREATE TABLE IF NOT EXISTS logs_new (id INTEGER PRIMARY KEY, line TEXT NOT NULL);
drop /* old */ table if exists  -- fault: database_no_data_loss
    logs;
