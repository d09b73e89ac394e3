BEGIN TRANSACTION;
CREATE TABLE articles (
	id VARCHAR(13) NOT NULL, 
	portal VARCHAR NOT NULL, 
	current_version INTEGER, 
	digest VARCHAR, 
	published VARCHAR, 
	gone_at VARCHAR(27), 
	first_seen VARCHAR(27) NOT NULL, 
	updated_at VARCHAR(27) NOT NULL, 
	sequence INTEGER NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (sequence)
);
INSERT INTO "articles" VALUES('owo62m25qhstk','vinh-an',2,'f95fcf96103aa445e5a60cb040228590900d5b7d907833c6bf6f2a971679f11f','2026-11-20',NULL,'2026-11-23T05:00:00.000000Z','2026-11-24T05:00:00.000000Z',3);
INSERT INTO "articles" VALUES('gjrll4xdgsny5','vinh-an',3,'14b585ba12dbd90f6a9d5d821b73dab00a4bec646fe3c83b3a005754ae94bbc7','2026-11-20',NULL,'2026-11-25T05:00:00.000000Z','2026-11-25T05:00:00.000000Z',5);
CREATE TABLE captures (
	id INTEGER NOT NULL, 
	url TEXT NOT NULL, 
	canonical_url TEXT NOT NULL, 
	portal VARCHAR NOT NULL, 
	locator VARCHAR NOT NULL, 
	status INTEGER NOT NULL, 
	content_type VARCHAR, 
	digest VARCHAR NOT NULL, 
	etag VARCHAR, 
	last_modified VARCHAR, 
	fetched_at VARCHAR(27) NOT NULL, 
	payload_at VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (locator)
);
INSERT INTO "captures" VALUES(1,'https://vinhan.example.vn/tin/1','https://vinhan.example.vn/tin/1','vinh-an','a.warc.gz:100:90',200,NULL,'sha256:1',NULL,NULL,'2026-11-23T05:00:00.000000Z',NULL);
INSERT INTO "captures" VALUES(2,'https://vinhan.example.vn/tin/1','https://vinhan.example.vn/tin/1','vinh-an','a.warc.gz:200:90',200,NULL,'sha256:2',NULL,NULL,'2026-11-24T05:00:00.000000Z',NULL);
INSERT INTO "captures" VALUES(3,'https://vinhan.example.vn/tin/2','https://vinhan.example.vn/tin/2','vinh-an','a.warc.gz:300:90',200,NULL,'sha256:3',NULL,NULL,'2026-11-25T05:00:00.000000Z',NULL);
CREATE TABLE facts (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
INSERT INTO "facts" VALUES('schema_version','1');
INSERT INTO "facts" VALUES('catalog_id','328c865b57e24b8eb865bf683e09829b');
INSERT INTO "facts" VALUES('last_sequence','5');
CREATE TABLE lanes (
	host VARCHAR NOT NULL, 
	portal VARCHAR NOT NULL, 
	PRIMARY KEY (host, portal)
);
INSERT INTO "lanes" VALUES('vinhan.example.vn','vinh-an');
CREATE TABLE portals (
	"key" VARCHAR NOT NULL, 
	position INTEGER NOT NULL, 
	portal TEXT NOT NULL, 
	PRIMARY KEY ("key")
);
CREATE TABLE urls (
	id INTEGER NOT NULL, 
	"key" TEXT NOT NULL, 
	url TEXT NOT NULL, 
	canonical_url TEXT NOT NULL, 
	portal VARCHAR NOT NULL, 
	host VARCHAR NOT NULL, 
	role VARCHAR NOT NULL, 
	priority INTEGER NOT NULL, 
	state VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	due_at VARCHAR(27), 
	hint TEXT, 
	request TEXT, 
	added_at VARCHAR(27) NOT NULL, 
	changed_at VARCHAR(27) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE ("key")
);
INSERT INTO "urls" VALUES(1,'https://vinhan.example.vn/tin/1','https://vinhan.example.vn/tin/1','https://vinhan.example.vn/tin/1','vinh-an','vinhan.example.vn','article',0,'pending','',0,NULL,NULL,NULL,'2026-11-22T05:00:00.000000Z','2026-11-22T05:00:00.000000Z');
INSERT INTO "urls" VALUES(2,'https://vinhan.example.vn/tin/2','https://vinhan.example.vn/tin/2','https://vinhan.example.vn/tin/2','vinh-an','vinhan.example.vn','article',0,'pending','',0,NULL,NULL,NULL,'2026-11-22T05:00:00.000000Z','2026-11-22T05:00:00.000000Z');
CREATE TABLE versions (
	id INTEGER NOT NULL, 
	article_id VARCHAR(13) NOT NULL, 
	capture_id INTEGER NOT NULL, 
	fetched_at VARCHAR(27) NOT NULL, 
	digest VARCHAR NOT NULL, 
	article TEXT NOT NULL, 
	saved_at VARCHAR(27) NOT NULL, 
	PRIMARY KEY (id), 
	UNIQUE (article_id, capture_id), 
	FOREIGN KEY(article_id) REFERENCES articles (id), 
	FOREIGN KEY(capture_id) REFERENCES captures (id)
);
INSERT INTO "versions" VALUES(1,'owo62m25qhstk',1,'2026-11-23T05:00:00.000000Z','fe1ec8d7bde543c62e454c1f32393c870e199eb9aa1982239c2046013472dd78','{"url":"https://vinhan.example.vn/tin/1","portal":"vinh-an","platform":"wordpress","title":"Hội nghị sơ kết","lead":null,"body":[],"captions":[],"author":null,"source":null,"published":{"value":"2026-11-20","precision":"day","source":"markup","raw":""},"updated":null,"attachments":[],"document":null,"kind":"news","agency":null,"province":null,"province_now":null,"topics":[],"meeting":null,"references":[]}','2026-11-22T05:00:00.000000Z');
INSERT INTO "versions" VALUES(2,'owo62m25qhstk',2,'2026-11-24T05:00:00.000000Z','f95fcf96103aa445e5a60cb040228590900d5b7d907833c6bf6f2a971679f11f','{"url":"https://vinhan.example.vn/tin/1","portal":"vinh-an","platform":"wordpress","title":"Hội nghị sơ kết (đính chính)","lead":null,"body":[],"captions":[],"author":null,"source":null,"published":{"value":"2026-11-20","precision":"day","source":"markup","raw":""},"updated":null,"attachments":[],"document":null,"kind":"news","agency":null,"province":null,"province_now":null,"topics":[],"meeting":null,"references":[]}','2026-11-22T05:00:00.000000Z');
INSERT INTO "versions" VALUES(3,'gjrll4xdgsny5',3,'2026-11-25T05:00:00.000000Z','14b585ba12dbd90f6a9d5d821b73dab00a4bec646fe3c83b3a005754ae94bbc7','{"url":"https://vinhan.example.vn/tin/2","portal":"vinh-an","platform":"wordpress","title":"Thông báo","lead":null,"body":[],"captions":[],"author":null,"source":null,"published":{"value":"2026-11-20","precision":"day","source":"markup","raw":""},"updated":null,"attachments":[],"document":null,"kind":"news","agency":null,"province":null,"province_now":null,"topics":[],"meeting":null,"references":[]}','2026-11-22T05:00:00.000000Z');
CREATE INDEX urls_claim ON urls (state, host, portal, priority DESC, id);
CREATE INDEX urls_count ON urls (portal, state);
CREATE INDEX urls_due ON urls (state, due_at);
CREATE INDEX urls_recent ON urls (state, changed_at);
CREATE INDEX captures_portal ON captures (portal, fetched_at);
CREATE INDEX captures_latest ON captures (canonical_url, fetched_at, id);
CREATE INDEX articles_portal ON articles (portal, published);
CREATE INDEX versions_order ON versions (article_id, fetched_at, capture_id);
CREATE INDEX versions_capture ON versions (capture_id);
COMMIT;
