using PlayCount.Experiments;
using PlayCount.Extraction;
using PlayCount.Inference;
using PlayCount.Mapping;
using PlayCount.Segmentation;
using PlayCount.ServiceDefaults;
using PlayCount.ServiceDefaults.Data;
using PlayCount.ServiceDefaults.Hosting;
using PlayCount.ServiceDefaults.Messaging;
using PlayCount.Training;

return await ServiceProgram.RunAsync(
    args,
    builder =>
    {
        builder.Configuration["Mapping:Address"] ??= builder.Configuration["Kestrel:Endpoints:Grpc:Url"]; // Mapping is itself
        builder.AddServiceDefaults().AddData();
        builder.AddExtraction().AddMapping().AddSegmentation().AddTraining().AddExperiments();
        builder.Services.AddInference();
        builder.AddMessaging();
    },
    app =>
    {
        app.MapDefaultEndpoints();
        app.MapMapping();
        app.MapSegmentation();
        app.MapTraining();
        app.MapInference();
        app.MapExperiments();
    });
