import Dispatch
import Foundation
import GitStore
import Judging
import Outputs
import PatchModel
import Screen
import Workbench

/// The screen on a terminal: keys go to the state, what it asks for is done in the background, and what comes of it
/// goes to the state again.
struct StepSession {
    let source: StepSource
    private let inbox = Inbox<StepInput>()

    private enum Request: Sendable {
        case read
        case load(StepDocument.Content)
    }

    init(_ source: StepSource) { self.source = source }

    /// Until the user quits, or a signal does.
    /// - Returns: whether it was a signal, or ^C.
    func run(on terminal: FullScreen) async -> Bool {
        let (requests, asking) = AsyncStream<Request>.makeStream()
        let (jobs, running) = AsyncStream<StepJob>.makeStream()
        let resizing = DispatchSource.makeSignalSource(signal: SIGWINCH, queue: .global())
        resizing.setEventHandler { [inbox] in inbox.post(.resized(FullScreen.size())) }
        resizing.resume()
        defer { resizing.cancel() }
        return await withTaskCancellationHandler {
            await withTaskGroup(of: Void.self) { group in
                group.addTask { await answer(requests) }
                group.addTask { await work(on: jobs) }
                let screen = SendableBox(value: terminal)
                let wasInterrupted = await withCheckedContinuation { done in
                    // Waiting for keys blocks a thread: one of its own.
                    Thread.detachNewThread {
                        done.resume(returning: loop(screen.value, asking, running))
                    }
                }
                asking.finish()
                running.finish()
                group.cancelAll()
                return wasInterrupted
            }
        } onCancel: {
            inbox.post(.interrupted)
        }
    }

    private func loop(
        _ terminal: FullScreen, _ asking: AsyncStream<Request>.Continuation,
        _ running: AsyncStream<StepJob>.Continuation
    ) -> Bool {
        var state = StepState(size: FullScreen.size())
        asking.yield(.read)
        while true {
            terminal.show(StepScreen(state).screen)
            guard let keys = terminal.wait(or: inbox.descriptor) else { return true }
            for input in inbox.takeAll() + keys.map(StepInput.key) {
                for effect in state.take(input) {
                    switch effect {
                    case .load(let content): asking.yield(.load(content))
                    case .read: asking.yield(.read)
                    case .run(let job): running.yield(job)
                    case .redraw: terminal.forget()
                    case .suspend: suspend(terminal)
                    case .quit(let interrupted): return interrupted
                    }
                }
            }
        }
    }

    /// Stops the shell's job, of which this process may be a part, until the shell goes on with it. Where no shell
    /// controls jobs, nothing stops.
    private func suspend(_ terminal: FullScreen) {
        terminal.giveBack()
        signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        signal(SIGTSTP, SIG_DFL)
        // To this thread, which a thread of the pool started with all signals blocked: one that is sent to the process
        // may reach another, and this one would have the terminal back before all are stopped.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGTSTP)
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        raise(SIGTSTP)
        _ = terminal.take()
        terminal.forget()
        inbox.post(.resized(FullScreen.size()))
    }

    private func answer(_ requests: AsyncStream<Request>) async {
        let library = StepLibrary(source)
        for await request in requests {
            do {
                switch request {
                case .read:
                    let series = try library.read()
                    inbox.post(.read(series))
                    let claimed = try library.claims(series)
                    inbox.post(.read(claimed))
                    inbox.post(.read(try await library.study(claimed)))
                case .load(let content): inbox.post(.loaded(try library.document(content)))
                }
            } catch {
                inbox.post(.failed(Self.words(error)))
            }
        }
    }

    private func work(on jobs: AsyncStream<StepJob>) async {
        for await job in jobs {
            do {
                inbox.post(.ended(try await StepWorker(source: source, inbox: inbox).run(job)))
            } catch {
                inbox.post(.ended(Self.words(error)))
            }
        }
    }

    private static func words(_ error: any Error) -> String {
        if error is CancellationError { return "stopped" }
        return (CommandError.lines(of: error) ?? [String(describing: error)]).joined(separator: "; ")
    }
}

/// Hands the terminal to the one thread that uses it from then on.
private struct SendableBox: @unchecked Sendable {
    let value: FullScreen
}
