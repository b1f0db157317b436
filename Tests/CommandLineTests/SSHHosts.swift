import Foundation
import PatchbenchTestSupport

/// Hosts that an `ssh` reaches which runs commands on this machine instead: each host has a home of its own, and sees
/// nothing of the project but what is sent there.
struct SSHHosts {
    let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        try folder.write(
            """
            #!/bin/sh
            while [ "$1" = -o ]; do shift 2; done
            host=$1
            shift
            if [ -e "\(folder.url.path)/$host.down" ]; then
                echo "ssh: connect to host $host port 22: Connection refused" >&2
                exit 255
            fi
            mkdir -p "\(folder.url.path)/$host"
            cd "\(folder.url.path)/$host" || exit 255
            unset XDG_CACHE_HOME
            HOME=$PWD exec sh -c "$*"

            """, to: "bin/ssh")
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: folder.file("bin/ssh").path)
        try FileManager.default.createSymbolicLink(
            at: folder.file("bin/patchbench"), withDestinationURL: Product.patchbench)
    }

    var environment: [String: String] {
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        return ["PATH": folder.file("bin").path + ":" + path, "HOME": folder.url.path]
    }

    /// Nobody answers there any more, and what ran there is gone.
    func stop(_ host: String) throws {
        try folder.write("", to: host + ".down")
        for name in try FileManager.default.contentsOfDirectory(atPath: "/proc") {
            guard let id = pid_t(name), id != getpid(),
                let variables = try? Data(contentsOf: URL(filePath: "/proc/\(id)/environ"))
            else { continue }
            let home = "HOME=" + folder.file(host).path
            if String(decoding: variables, as: UTF8.self).split(separator: "\0").contains(Substring(home)) {
                kill(id, SIGKILL)
            }
        }
    }
}
