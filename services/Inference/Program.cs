using Microsoft.AspNetCore.Builder;
using PlayCount.Inference;
using PlayCount.ServiceDefaults.Hosting;

return await ServiceProgram.RunAsync(
    args,
    builder => builder.AddInference(),
    app =>
    {
        app.MapHealthChecks("/health");
        app.MapInference();
    });
