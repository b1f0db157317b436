extension Cell {
    static let all = oneStep + noStep + lengths + small + twoSteps + uneven

    private static let peers: [Strategy] = [
        .gitBisect(repetitions: 11), .gitBisect(repetitions: 21), .asvFind(repetitions: 11),
        .gitBayesect(repetitions: 3),
        .gitBayesect(repetitions: 11),
    ]

    /// 64 patches, one step of 2 and of 1 sigma, every kind of noise, against the peers.
    private static let oneStep = [2.0, 1].flatMap { size in
        Noise.plain.flatMap { noise in
            ([.patchbench(all: false)] + peers).map { strategy in
                Cell(strategy: strategy, design: .init(patches: 64, steps: [size], noise: noise))
            }
        }
    }

    private static let noStep = Noise.plain.map { noise in
        Cell(strategy: .patchbench(all: false), design: .init(patches: 64, steps: [], noise: noise))
    }

    private static let lengths = [12, 256, 1_024].flatMap { patches in
        [2.0, 1].map {
            Cell(strategy: .patchbench(all: false), design: .init(patches: patches, steps: [$0], noise: .gauss))
        }
    }

    /// Where the noise is twice the step, and where it is a fifth of it (a step of 10% under noise of 2%).
    private static let small = [0.5, 5].flatMap { size in
        [Noise.gauss, .outliers, .walk].map { noise in
            Cell(strategy: .patchbench(all: false), design: .init(patches: 64, steps: [size], noise: noise))
        }
    }

    private static let twoSteps = [[2.0, 2], [2, -2], []].flatMap { steps in
        Noise.plain.map { noise in
            Cell(strategy: .patchbench(all: true), design: .init(patches: 64, steps: steps, noise: noise))
        }
    }

    /// Noise in two levels and such: one step, two opposite ones, and none.
    private static let uneven = [[2.0], [1], [], [2, -2]].flatMap { steps in
        Noise.uneven.map { noise in
            Cell(strategy: .patchbench(all: steps.count > 1), design: .init(patches: 64, steps: steps, noise: noise))
        }
    }
}

extension ReportCell {
    /// One comparison alone, and the eleven patches of a series on four metrics; with no step and with one of 5%.
    static let all = Noise.allCases.flatMap { noise in
        [0, 0.05].flatMap { step in
            [
                ReportCell(patches: 1, metrics: 1, step: step, noise: noise, sigma: 0.02),
                ReportCell(patches: 1, metrics: 1, step: step, noise: noise, sigma: 0.01),
                ReportCell(patches: 11, metrics: 4, step: step, noise: noise, sigma: 0.01),
            ]
        }
    }

    /// A report of many comparisons takes as long as many series.
    var share: Int { patches * metrics > 1 ? 10 : 1 }
}
