import GRDB

extension ResultsDatabase {
    /// The schema as it grew; a step that was released is never changed.
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("runs and tests") { database in
            try database.execute(sql: runs)
            try database.execute(sql: samples)
            try database.execute(sql: tests)
        }
        migrator.registerMigration("pinned runs") { database in
            try database.execute(sql: "ALTER TABLE run ADD COLUMN pin TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("runs of other verbs") { database in
            try database.execute(sql: purposes)
        }
        migrator.registerMigration("runs of several builds") { database in
            try database.execute(sql: "ALTER TABLE run ADD COLUMN rebuilds INTEGER NOT NULL DEFAULT 1")
        }
        migrator.registerMigration("questions as columns") { database in
            try database.execute(sql: questions)
            try StoredQuestion.readSentences(in: database)
        }
        migrator.registerMigration("names that stand twice") { database in
            try database.execute(sql: "ALTER TABLE testOutcome ADD COLUMN times INTEGER NOT NULL DEFAULT 1")
        }
        migrator.registerMigration("counted runs") { database in
            try database.execute(sql: "ALTER TABLE run ADD COLUMN counter TEXT NOT NULL DEFAULT ''")
        }
        migrator.registerMigration("runs of several machines") { database in
            try database.execute(sql: nodes)
        }
        return migrator
    }

    /// A run measures stages, each a build, in rounds. A stage is a number, or the text `11-5` where patches are left
    /// out. Times are UTC; `ended` is null while there is something left to do.
    private static let runs = """
        CREATE TABLE environment (
            id INTEGER PRIMARY KEY,
            host TEXT NOT NULL, cpuModel TEXT NOT NULL, cpus INTEGER NOT NULL, kernel TEXT NOT NULL,
            toolchain TEXT NOT NULL, governor TEXT NOT NULL, isVirtual BOOLEAN NOT NULL,
            UNIQUE (host, cpuModel, cpus, kernel, toolchain, governor, isVirtual)
        );
        CREATE TABLE run (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            series TEXT NOT NULL, command TEXT NOT NULL, rounds INTEGER NOT NULL, seed TEXT NOT NULL,
            stages TEXT NOT NULL, environment INTEGER NOT NULL REFERENCES environment (id),
            begun DATETIME NOT NULL, ended DATETIME
        );
        CREATE TABLE build (
            key TEXT PRIMARY KEY, tree TEXT NOT NULL, flags TEXT NOT NULL
        ) WITHOUT ROWID;
        CREATE TABLE runStage (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            stage INTEGER NOT NULL, name TEXT NOT NULL, build TEXT NOT NULL REFERENCES build (key),
            PRIMARY KEY (run, stage)
        ) WITHOUT ROWID;
        -- The state of the machine as a round begins; a round that is taken up again begins once more.
        CREATE TABLE round (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, begun DATETIME NOT NULL, load DOUBLE NOT NULL, stolen DOUBLE NOT NULL
        );
        CREATE INDEX roundOfRun ON round (run, number);
        CREATE TABLE condition (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            name TEXT NOT NULL, value TEXT NOT NULL,
            PRIMARY KEY (run, name)
        ) WITHOUT ROWID;
        """

    /// A measurement is one process, and gives one sample of each metric.
    private static let samples = """
        CREATE TABLE metric (
            id INTEGER PRIMARY KEY,
            name TEXT NOT NULL, parameters TEXT NOT NULL, unit TEXT NOT NULL, better TEXT NOT NULL,
            UNIQUE (name, parameters, unit, better)
        );
        CREATE TABLE measurement (
            id INTEGER PRIMARY KEY,
            run INTEGER NOT NULL, stage INTEGER NOT NULL, round INTEGER NOT NULL,
            begun DATETIME NOT NULL, seconds DOUBLE NOT NULL,
            UNIQUE (run, stage, round),
            FOREIGN KEY (run, stage) REFERENCES runStage (run, stage) ON DELETE CASCADE
        );
        CREATE TABLE sample (
            measurement INTEGER NOT NULL REFERENCES measurement (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, metric INTEGER NOT NULL REFERENCES metric (id), value DOUBLE NOT NULL,
            PRIMARY KEY (measurement, position), UNIQUE (measurement, metric)
        ) WITHOUT ROWID;
        """

    /// `rounds` is 0 while the answer decides how many. A reading is what a search learnt from one process; where it is
    /// one of a metric, it is a measurement too, whose round is the reading's number.
    private static let purposes = """
        ALTER TABLE run ADD COLUMN verb TEXT NOT NULL DEFAULT 'bench';
        ALTER TABLE run ADD COLUMN question TEXT NOT NULL DEFAULT '';
        CREATE TABLE reading (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            number INTEGER NOT NULL, stage INTEGER NOT NULL, outcome TEXT NOT NULL, value DOUBLE,
            PRIMARY KEY (run, number)
        ) WITHOUT ROWID;
        """

    /// `pairs` are stages that are compared, `3..4 4..5`; the others say what a search looks for, and are null
    /// elsewhere. The column `question`, a sentence, is no longer written.
    private static let questions = """
        ALTER TABLE run ADD COLUMN pairs TEXT NOT NULL DEFAULT '';
        ALTER TABLE run ADD COLUMN goal TEXT;
        ALTER TABLE run ADD COLUMN goalText TEXT;
        ALTER TABLE run ADD COLUMN findsAll BOOLEAN;
        ALTER TABLE run ADD COLUMN minimumEffect DOUBLE;
        ALTER TABLE run ADD COLUMN searchFrom INTEGER;
        ALTER TABLE run ADD COLUMN searchTo INTEGER;
        """

    /// `node` is the machine that measured, empty for that of the run's own environment.
    private static let nodes = """
        ALTER TABLE measurement ADD COLUMN node TEXT NOT NULL DEFAULT '';
        CREATE TABLE runNode (
            run INTEGER NOT NULL REFERENCES run (id) ON DELETE CASCADE,
            name TEXT NOT NULL, environment INTEGER NOT NULL REFERENCES environment (id),
            PRIMARY KEY (run, name)
        ) WITHOUT ROWID;
        """

    private static let tests = """
        CREATE TABLE testRun (
            id INTEGER PRIMARY KEY,
            build TEXT NOT NULL REFERENCES build (key), command TEXT NOT NULL, begun DATETIME NOT NULL
        );
        CREATE INDEX testRunOfBuild ON testRun (build, command);
        CREATE TABLE testOutcome (
            testRun INTEGER NOT NULL REFERENCES testRun (id) ON DELETE CASCADE,
            position INTEGER NOT NULL, name TEXT NOT NULL, outcome TEXT NOT NULL, isExpected BOOLEAN NOT NULL,
            message TEXT NOT NULL,
            PRIMARY KEY (testRun, position)
        ) WITHOUT ROWID;
        """
}
