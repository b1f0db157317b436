import Outputs
import Screen

/// What happens to the screen.
enum StepInput: Sendable {
    case key(Key)
    case resized(Size)
    case read(SteppedSeries)
    case loaded(StepDocument)
    /// What was asked for cannot be had.
    case failed(String)
    /// What runs, and how far it is.
    case progress(String)
    case ended(String)
    /// A signal ends the tool.
    case interrupted
}

/// What a key asks for.
enum StepEffect: Equatable, Sendable {
    case load(StepDocument.Content)
    case read
    case run(StepJob)
    /// Give the terminal back, and stop until the shell goes on.
    case suspend
    /// Draw all of it anew.
    case redraw
    case quit(interrupted: Bool)
}

/// What runs in the background.
enum StepJob: Equatable, Sendable {
    case goto(Int)
    case undo
    case test(Int)
    /// Measures a stage and the one before it.
    case bench(Int)
    case bisect(Metric)

    /// Whether it takes long.
    var doing: String {
        switch self {
        case .goto(let stage): "going to stage \(stage)"
        case .undo: "undoing"
        case .test(let stage): "testing stage \(stage)"
        case .bench(let stage): "measuring stage \(stage)"
        case .bisect(let metric): "looking for what changed \(metric)"
        }
    }
}
