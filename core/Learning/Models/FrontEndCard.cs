namespace PlayCount.Learning.Models;

/// <summary>What a model needs to know of the front end.</summary>
/// <param name="Name">For example <c>log-mel</c>.</param>
/// <param name="ClipSamples">Samples in a clip.</param>
/// <param name="SampleRateHz">22,050.</param>
/// <param name="Standardized">Whether vectors are standardized on the training songs.</param>
public sealed record FrontEndCard(string Name, int ClipSamples, int SampleRateHz, bool Standardized);
