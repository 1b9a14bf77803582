using PlayCount.Audio;
using PlayCount.Learning.Models;
using PlayCount.Learning.Sweeps;

namespace PlayCount.Training.Loading;

/// <summary>What a model's card says of the front end.</summary>
public static class FrontEndCards
{
    /// <summary>The front end that the settings name.</summary>
    /// <exception cref="ArgumentException">There is none of that name, or the clips do not fit it.</exception>
    public static FrontEndCard Of(StudySettings settings)
    {
        var frontEnd = FrontEnds.Create(settings.FrontEnd, settings.ClipSamples);
        return new FrontEndCard(frontEnd.Name, frontEnd.ClipSamples, ClipCutter.SampleRateHz, frontEnd.Standardized);
    }
}
