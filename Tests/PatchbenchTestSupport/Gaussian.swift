import Foundation

extension RandomNumberGenerator {
    /// A number of the standard normal distribution (Box and Muller 1958).
    public mutating func gaussian() -> Double {
        let radius = (-2 * log(Double.random(in: 0x1p-53..<1, using: &self))).squareRoot()
        return radius * cos(2 * .pi * Double.random(in: 0..<1, using: &self))
    }
}
