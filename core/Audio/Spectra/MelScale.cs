namespace PlayCount.Audio.Spectra;

/// <summary>Slaney's mel scale: linear up to 1,000 Hz (15 mel), then logarithmic, 27 mel for a factor of 6.4.</summary>
/// <remarks>Source: M. Slaney, Auditory Toolbox, Interval Research Technical Report 1998-010; librosa's default.</remarks>
internal static class MelScale
{
    private const double HzPerMel = 200.0 / 3;
    private const double BreakHz = 1000;
    private const double BreakMel = BreakHz / HzPerMel;
    private static readonly double LogStep = PortableMath.Log(6.4) / 27;

    public static double FromHz(double hz) =>
        hz < BreakHz ? hz / HzPerMel : BreakMel + PortableMath.Log(hz / BreakHz) / LogStep;

    public static double ToHz(double mel) =>
        mel < BreakMel ? mel * HzPerMel : BreakHz * PortableMath.Exp((mel - BreakMel) * LogStep);
}
