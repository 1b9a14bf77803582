namespace PlayCount.Learning.Networks;

/// <summary>The half of an autoencoder that is kept: it turns a clip's vector into a code of fewer numbers.</summary>
/// <param name="Inputs">Length of a clip's vector.</param>
/// <param name="Units">Length of the code.</param>
public sealed record EncoderSpec(int Inputs, int Units)
{
    /// <summary>Names and shapes of the weights, in the order in which they are stored.</summary>
    public IReadOnlyList<ParameterShape> Parameters() =>
        [new("encoder.kernel", Inputs, Units), new("encoder.bias", 1, Units, IsVector: true)];

    /// <summary>Number of weights and biases.</summary>
    public long ParameterCount => (Inputs + 1L) * Units;

    /// <summary>Throws unless every size is in range.</summary>
    /// <exception cref="ArgumentException">A size is out of range; the message says which.</exception>
    public EncoderSpec Checked()
    {
        Require(Inputs is >= 1 and <= NetworkSpec.MaxUnits,
            $"A clip's vector of {Inputs} numbers is out of range: 1 to {NetworkSpec.MaxUnits} are right.");
        Require(Units is >= 1 and <= NetworkSpec.MaxUnits,
            $"A code of {Units} numbers is out of range: 1 to {NetworkSpec.MaxUnits} are right.");
        // the decoder beside it is trained too
        var trained = (2L * Inputs * Units) + Inputs + Units;
        Require(trained <= Array.MaxLength, $"The autoencoder has {trained} weights; at most {Array.MaxLength} fit one array.");
        return this;
    }

    private static void Require(bool condition, string message)
    {
        if (!condition)
            throw new ArgumentException(message);
    }
}
