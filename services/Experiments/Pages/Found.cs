using PlayCount.Experiments.Conducting;

namespace PlayCount.Experiments.Pages;

/// <summary>Finds what an address names.</summary>
internal static class Found
{
    /// <summary>A part of the address.</summary>
    public static string Part(this HttpContext context, string name) => (string)context.Request.RouteValues[name]!;

    /// <summary>The experiment that the address names.</summary>
    /// <exception cref="PageRefusal">There is none.</exception>
    public static async Task<ExperimentView> ExperimentAsync(this ExperimentDesk desk, HttpContext context)
    {
        try
        {
            return await desk.GetAsync(context.Part("id"), context.RequestAborted);
        }
        catch (KeyNotFoundException e)
        {
            throw new PageRefusal(StatusCodes.Status404NotFound, e.Message, e);
        }
    }
}
