import { Database } from 'bun:sqlite';

const file = process.env.SQLITE_FILE ?? 'service.db';
const database = new Database(file);
database.run('create table if not exists badge (id text primary key, name text not null)');
console.log(`${file} is up to date`);
